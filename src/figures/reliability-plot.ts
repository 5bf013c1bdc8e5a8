/** What was told against what was seen, bin by bin, with intervals; below it how many images each bin has. */
import { scaleLinear } from "d3-scale";
import { type Drawing, drawing } from "./drawing.ts";
import { type Box, type Frame, frame, SHARES } from "./frame.ts";
import { dotMark, label, ruleMark, whiskerMark } from "./marks.ts";
import { type Bounds, formatBounds, formatCount, formatShare, type NoBounds } from "./number.ts";
import { element, escaped } from "./svg.ts";

export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly images: number;
  /** Mean probability. */
  readonly told: number;
  /** How often it was so; null: not defined. */
  readonly seen: ({ readonly estimate: number } & (Bounds | NoBounds)) | null;
}

export interface ReliabilityPlot extends Drawing {
  readonly bins: readonly ReliabilityBin[];
  /** Above the box, where no whisker reaches: what it comes to, and its interval. */
  readonly words: readonly [name: string, interval: string];
}

const [WIDTH, HEIGHT] = [328, 446];
const BOX = { left: 38, right: WIDTH - 10, top: 52, bottom: 322 };
/** Of the words above the box, below the name of its axis. */
const TITLE = 34;
const COUNTS = { ...BOX, top: 360, bottom: HEIGHT - 44 };

export function reliabilityPlot(plot: ReliabilityPlot): string {
  const square = { domain: [0, 1], ticks: SHARES } as const;
  const places = frame(BOX, { title: "", ...square, ticks: [] }, { title: "share of the class", ...square });
  const [name, interval] = plot.words;
  const content = [
    places.ground,
    ruleMark(places, "reference", [0, 0], [1, 1]),
    ...plot.bins.map((bin) => mark(places, bin)),
    label({ text: name, x: 0, y: TITLE, kind: "strong" }),
    label({ text: interval, x: BOX.right, y: TITLE, anchor: "end", kind: "quiet" }),
    counts(COUNTS, plot.bins),
  ];
  return drawing(plot, { width: WIDTH, height: HEIGHT, content });
}

function mark(places: Frame, { images, told, seen }: ReliabilityBin): string {
  if (seen === null) return "";
  const note = `told ${formatShare(told)}, seen ${formatShare(seen.estimate)} (${formatBounds(seen)}), ${formatCount(images)} images`;
  const whisker = seen.low === null ? "" : whiskerMark(places, "main", told, seen.low, seen.high);
  return whisker + dotMark(places, "main", [told, seen.estimate], note);
}

/** Bars that share the x axis of the diagram above them. */
function counts(box: Box, bins: readonly ReliabilityBin[]): string {
  const most = Math.max(1, ...bins.map(({ images }) => images));
  const places = frame(
    box,
    { title: "predicted probability", domain: [0, 1], ticks: SHARES },
    { title: "", domain: [0, most], ticks: [] },
  );
  const height = scaleLinear([0, most], [0, box.bottom - box.top]);
  const bars = bins.map(({ from, to, images }) => {
    const size = { width: places.x(to) - places.x(from) - 2, height: height(images) };
    const bar = { class: "bar", x: places.x(from) + 1, y: box.bottom - size.height, ...size };
    return element("rect", bar, element("title", {}, escaped(`${formatCount(images)} images`)));
  });
  return places.ground + bars.join("") + label({ text: "images", x: 0, y: box.top - 10, kind: "quiet small" });
}

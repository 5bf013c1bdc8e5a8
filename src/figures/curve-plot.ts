/** A curve in the unit square with its band: ROC, precision over recall. A dot shows where the model decides. */
import { type Drawing, drawing } from "./drawing.ts";
import { frame, SHARES } from "./frame.ts";
import { type BandBounds, bandMark, dotMark, label, lineMark, ruleMark } from "./marks.ts";

export interface CurvePlot extends Drawing {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** At places of its own. */
  readonly band: BandBounds & { readonly x: readonly number[] };
  /** What a model that knows nothing has, from the left edge to the right one. */
  readonly chance: readonly [from: number, to: number];
  /** Beside the curve: what it comes to, and its interval. */
  readonly words: readonly [name: string, interval: string];
  /** null: there is no one place on the curve where the model decides. */
  readonly decision: { readonly x: number; readonly y: number; readonly note: string } | null;
}

const [WIDTH, HEIGHT] = [340, 360];
const BOX = { left: 38, right: WIDTH - 10, top: 34, bottom: HEIGHT - 44 };

export function curvePlot(plot: CurvePlot): string {
  const { x, y, band, chance, words, decision } = plot;
  const square = { domain: [0, 1], ticks: SHARES } as const;
  const places = frame(BOX, { title: plot.xTitle, ...square }, { title: plot.yTitle, ...square });
  const content = [
    places.ground,
    ruleMark(places, "reference", [0, chance[0]], [1, chance[1]]),
    bandMark(places, "main", band.x, band),
    lineMark(places, "main", x, y),
    ...wordsOf(words, chance),
    ...(decision === null ? [] : [dotMark(places, "main", [decision.x, decision.y], decision.note)]),
  ];
  return drawing(plot, { width: WIDTH, height: HEIGHT, content });
}

/** In the corner that a good curve leaves free: below a rising chance line on the right, else on the left. */
function wordsOf([name, interval]: CurvePlot["words"], [from, to]: CurvePlot["chance"]): string[] {
  const place =
    from === to ? { x: BOX.left + 12, anchor: "start" as const } : { x: BOX.right - 12, anchor: "end" as const };
  return [
    label({ text: name, y: BOX.bottom - 34, kind: "strong", ...place }),
    label({ text: interval, y: BOX.bottom - 16, kind: "quiet", ...place }),
  ];
}

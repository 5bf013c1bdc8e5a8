/** A curve in the unit square with its band: ROC, precision over recall. A dot shows where the model decides. */
import { type Drawing, drawing } from "./drawing.ts";
import { type Frame, frame, SHARES } from "./frame.ts";
import { type BandBounds, bandMark, dotMark, freeCorner, label, lineMark, ruleMark } from "./marks.ts";

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

const [WIDTH, HEIGHT] = [328, 348];
const BOX = { left: 38, right: WIDTH - 10, top: 34, bottom: HEIGHT - 44 };

export function curvePlot(plot: CurvePlot): string {
  const { x, y, band, chance, decision } = plot;
  const square = { domain: [0, 1], ticks: SHARES } as const;
  const places = frame(BOX, { title: plot.xTitle, ...square }, { title: plot.yTitle, ...square });
  const content = [
    places.ground,
    ruleMark(places, "reference", [0, chance[0]], [1, chance[1]]),
    bandMark(places, "main", band.x, band),
    lineMark(places, "main", x, y),
    ...wordsOf(plot, places),
    ...(decision === null ? [] : [dotMark(places, "main", [decision.x, decision.y], decision.note)]),
  ];
  return drawing(plot, { width: WIDTH, height: HEIGHT, content });
}

/** Where neither the curve nor the line of chance runs. */
function wordsOf({ x, y, chance, words }: CurvePlot, { x: across, y: up }: Frame): string[] {
  const [name, interval] = words;
  const curve = x.map((value, i) => [across(value), up(y[i]!)] as const);
  const line = CHANCE.map((share) => [across(share), up(chance[0] + (chance[1] - chance[0]) * share)] as const);
  const size = [24 + 7.4 * Math.max(name.length, interval.length), 56] as const;
  const { y: top, ...place } = freeCorner(BOX, size, [curve, line]);
  return [
    label({ text: name, y: top + 24, kind: "strong", ...place }),
    label({ text: interval, y: top + 42, kind: "quiet", ...place }),
  ];
}

/** In short pieces, each in a small rectangle. */
const CHANCE = Array.from({ length: 21 }, (_, i) => i / 20);

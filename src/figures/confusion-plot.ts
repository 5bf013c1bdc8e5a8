/** What was said of each class: a row for each truth, its counts, and its rates as depth of colour. */
import { type Drawing, drawing } from "./drawing.ts";
import { label, shortened } from "./marks.ts";
import { formatCount, formatShare } from "./number.ts";
import { element, escaped, textElement } from "./svg.ts";

export interface ConfusionPlot extends Drawing {
  readonly classes: readonly string[];
  /** counts[truth][said]. */
  readonly counts: readonly (readonly number[])[];
  /** rates[truth][said]; null: no image of the truth. */
  readonly rates: readonly (readonly (number | null)[])[];
}

const WIDTH = 328;
const TOP = 52;
const SMALLEST = 26;
/** The deepest colour still lets the words on it be read. */
const DEEPEST = 0.75;

export function confusionPlot(plot: ConfusionPlot): string {
  const { classes } = plot;
  const left = Math.min(116, 16 + 7.2 * Math.max(...classes.map(({ length }) => length)));
  const side = Math.max(SMALLEST, Math.min(104, (WIDTH - left - 4) / classes.length));
  const width = Math.max(WIDTH, left + side * classes.length + 4);
  const at = { left, side };
  const content = [
    label({ text: "said →", x: left, y: 16, kind: "quiet" }),
    label({ text: "truth ↓", x: 0, y: TOP - 12, kind: "quiet" }),
    ...classes.map((name, i) => columnName(name, i, at)),
    ...classes.map((name, i) => rowName(name, i, at)),
    ...plot.counts.flatMap((row, i) => row.map((_, j) => cell(plot, i, j, at))),
  ];
  return drawing(plot, { width, height: TOP + side * classes.length + 4, content });
}

interface Grid {
  readonly left: number;
  readonly side: number;
}

function columnName(name: string, i: number, { left, side }: Grid): string {
  const text = shortened(name, side / 7.2);
  return label({ text, x: left + side * (i + 0.5), y: TOP - 12, anchor: "middle" });
}

function rowName(name: string, i: number, { left, side }: Grid): string {
  const text = shortened(name, (left - 10) / 7.2);
  return label({ text, x: left - 10, y: TOP + side * (i + 0.5) + 4, anchor: "end" });
}

function cell({ classes, counts, rates }: ConfusionPlot, i: number, j: number, { left, side }: Grid): string {
  const [count, rate] = [counts[i]![j]!, rates[i]![j] ?? null];
  const [x, y] = [left + side * j, TOP + side * i];
  const box = { x: x + 1.5, y: y + 1.5, width: side - 3, height: side - 3, rx: 4 };
  const depth = element("rect", {
    class: i === j ? "cell right" : "cell",
    "fill-opacity": (rate ?? 0) * DEEPEST,
    ...box,
  });
  const middle = { x: x + side / 2, "text-anchor": "middle" };
  const small = side < 44;
  const number = textElement(
    { class: small ? "label" : "count", y: y + side / 2 + (small ? 4 : 2), ...middle },
    formatCount(count),
  );
  const share =
    small || rate === null ? "" : textElement({ class: "label", y: y + side / 2 + 20, ...middle }, formatShare(rate));
  const note = `${formatCount(count)} of ${classes[i]} were called ${classes[j]}`;
  return element(
    "g",
    {},
    element("title", {}, escaped(note)) + element("rect", { class: "cell-edge", ...box }) + depth + number + share,
  );
}

/** What was said of each class: a row for each truth, its counts, and its rates as depth of colour. */
import { type Drawing, drawing } from "./drawing.ts";
import { inTwoLines, label, type Words } from "./marks.ts";
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
/** Above the cells, without names; a line of a name; a letter. */
const [TOP, LINE, CHARACTER] = [38, 14, 7.2];
const SMALLEST = 26;
/** The deepest colour still lets the words on it be read. */
const DEEPEST = 0.75;

export function confusionPlot(plot: ConfusionPlot): string {
  const { classes } = plot;
  const left = Math.min(116, 16 + CHARACTER * Math.max(...classes.map(({ length }) => length)));
  const side = Math.max(SMALLEST, Math.min(104, (WIDTH - left - 4) / classes.length));
  const width = Math.max(WIDTH, left + side * classes.length + 4);
  const columns = classes.map((name) => inTwoLines(name, side / CHARACTER));
  const top = TOP + LINE * Math.max(...columns.map(({ length }) => length));
  const at = { left, side, top };
  const content = [
    label({ text: "said →", x: left, y: 16, kind: "quiet" }),
    label({ text: "truth ↓", x: 0, y: top - 12, kind: "quiet" }),
    ...columns.map((lines, i) => nameAt(lines, { x: left + side * (i + 0.5), y: top - 12, anchor: "middle" })),
    ...classes.map((name, i) => rowName(name, i, at)),
    ...plot.counts.flatMap((row, i) => row.map((_, j) => cell(plot, i, j, at))),
  ];
  return drawing(plot, { width, height: top + side * classes.length + 4, content });
}

interface Grid {
  readonly left: number;
  readonly side: number;
  readonly top: number;
}

function rowName(name: string, i: number, { left, side, top }: Grid): string {
  const lines = inTwoLines(name, (left - 10) / CHARACTER);
  const y = top + side * (i + 0.5) + 4 + (LINE / 2) * (lines.length - 1);
  return nameAt(lines, { x: left - 10, y, anchor: "end" });
}

/** y: of its last line. */
const nameAt = (lines: readonly string[], { y, ...place }: Pick<Words, "x" | "y" | "anchor">): string =>
  lines.map((text, k) => label({ text, y: y - LINE * (lines.length - 1 - k), ...place })).join("");

function cell({ classes, counts, rates }: ConfusionPlot, i: number, j: number, { left, side, top }: Grid): string {
  const [count, rate] = [counts[i]![j]!, rates[i]![j] ?? null];
  const [x, y] = [left + side * j, top + side * i];
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

/** Figures as a person reads them: the confusion matrix by name, then each figure with its 95 % interval and n. */
import type { PartMetrics } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";

const CLASS_FIGURES = ["sensitivity", "specificity", "precision", "f1", "auroc"] as const;
const MARGIN = 2; // spaces between columns

/** part: what was judged on, such as "validation". In a binary task the figures of the positive class; else of each, and their mean. */
export function formatMetrics(metrics: PartMetrics, part: string): string {
  const { images, confusion } = metrics;
  const counts = confusion.classes.map((name, i) => [name, ...confusion.counts[i]!.map(String)]);
  return [
    `${part}: ${images} images`,
    "",
    ...table([["truth \\ said", ...confusion.classes], ...counts], "end"),
    "",
    ...table([["", "", "", "95 % interval", "n", ""], ...figureRows(metrics)], "start"),
  ].join("\n");
}

function figureRows({ accuracy, classes, macro, positive }: PartMetrics): string[][] {
  const shown = positive === null ? [...classes, { name: "mean", ...macro }] : classes.filter(isNamed(positive));
  const rows = CLASS_FIGURES.flatMap((figure) =>
    shown.map((each, i) => [i === 0 ? figure : "", each.name, ...figureCells(each[figure])]),
  );
  return [["accuracy", "", ...figureCells(accuracy)], ...rows];
}

const isNamed =
  (wanted: string) =>
  ({ name }: { readonly name: string }): boolean =>
    name === wanted;

/** "0.734", "0.662 to 0.796", "168"; where it is not defined, why. */
function figureCells(figure: Figure): string[] {
  if (figure.estimate === null) return ["-", "", String(figure.n), figure.reason];
  const { estimate, low, high, n } = figure;
  return [estimate.toFixed(3), `${low.toFixed(3)} to ${high.toFixed(3)}`, String(n), ""];
}

/** Columns as wide as their widest cell; all but the first stand at the start or at the end of theirs. */
function table(rows: readonly (readonly string[])[], stand: "start" | "end"): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const padded = (cell: string, column: number): string =>
    column > 0 && stand === "end" ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => row.map(padded).join(" ".repeat(MARGIN)).trimEnd());
}

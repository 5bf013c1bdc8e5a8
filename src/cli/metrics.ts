/** Figures as a person reads them: the confusion matrix by name, then each figure with its 95 % interval and n. */
import type { PartMetrics } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { formatTable } from "./table.ts";

const CLASS_FIGURES = ["sensitivity", "specificity", "precision", "f1", "auroc"] as const;

/** part: what was judged on, such as "validation". In a binary task the figures of the positive class; else of each, and their mean. */
export function formatMetrics(metrics: PartMetrics, part: string): string {
  const { images, confusion } = metrics;
  const counts = confusion.classes.map((name, i) => [name, ...confusion.counts[i]!.map(String)]);
  return [
    `${part}: ${images} images`,
    "",
    formatTable([["truth \\ said", ...confusion.classes], ...counts], "end"),
    "",
    formatTable([["", "", "", "95 % interval", "n", ""], ...figureRows(metrics)]),
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

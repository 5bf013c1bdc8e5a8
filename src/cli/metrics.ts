/** Figures as a person reads them: the confusion matrix by name, then each figure with its 95 % interval and n. */
import type { PartMetrics } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";

const FIGURES = ["sensitivity", "specificity", "precision", "f1", "auroc"] as const;
const WIDTH = 12;

/** part: what was judged on, such as "validation". */
export function formatMetrics({ images, confusion, accuracy, classes, macro }: PartMetrics, part: string): string {
  const width = Math.max(WIDTH, ...confusion.classes.map((name) => name.length + 2));
  const row = (head: string, cells: readonly (string | number)[]): string =>
    [head.padEnd(width), ...cells.map((cell) => String(cell).padStart(width))].join("").trimEnd();
  const figureRows = [...classes, { name: "mean", ...macro }].map((each) =>
    [each.name.padEnd(width), ...FIGURES.map((figure) => formatFigure(each[figure]).padEnd(22))].join("").trimEnd(),
  );
  return [
    `${part}: ${images} images`,
    "",
    row("truth \\ said", confusion.classes),
    ...confusion.classes.map((name, i) => row(name, confusion.counts[i]!)),
    "",
    `accuracy ${formatFigure(accuracy)}, n = ${accuracy.n} (95 % interval, ${accuracy.method})`,
    "",
    ["".padEnd(width), ...FIGURES.map((figure) => figure.padEnd(22))].join("").trimEnd(),
    ...figureRows,
  ].join("\n");
}

/** "0.734 (0.662-0.796)" */
export function formatFigure(figure: Figure): string {
  if (figure.estimate === null) return "not defined";
  const { estimate, low, high } = figure;
  return `${estimate.toFixed(3)} (${low.toFixed(3)}-${high.toFixed(3)})`;
}

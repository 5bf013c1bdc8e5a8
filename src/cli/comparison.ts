/** A smaller model beside the one it was made of, as a person reads it. */
import { formatBounds, formatLoss } from "../figures/index.ts";
import { CONFIDENCE, type ModelComparison, type SmallerModel } from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { formatBytes } from "../util/byte-size.ts";
import { formatTable } from "./table.ts";

/** A row for each figure: both models, and the loss with its 95 % interval; then how alike their answers are. */
export function formatComparison({ precision, model, of, comparison, part }: SmallerModel): string {
  const { images, agreement, difference } = comparison;
  const rows = [
    ["accuracy", comparison.accuracy],
    ["Brier score", comparison.brier],
    [`calibration error of ${CONFIDENCE}`, comparison.calibrationError],
  ] as const;
  return [
    `${part}: ${images} images`,
    "",
    formatTable([
      ["", "model", precision, "loss", "95 % interval"],
      ["size", formatBytes(of.bytes), formatBytes(model.bytes), "", ""],
      ...rows.map(([name, figures]) => [name, ...cells(figures)]),
    ]),
    "",
    `the same decision: ${number(agreement)} (${interval(agreement)}); probabilities differ by ${formatLoss(difference.mean)} on average, ${formatLoss(difference.largest)} at most`,
  ].join("\n");
}

const cells = ({ original, smaller, loss }: ModelComparison["accuracy"]): string[] => [
  number(original),
  number(smaller),
  number(loss),
  interval(loss),
];

const number = ({ estimate }: Figure): string => (estimate === null ? "-" : formatLoss(estimate));

const interval = (figure: Figure): string => (figure.low === null ? figure.reason : formatBounds(figure, formatLoss));

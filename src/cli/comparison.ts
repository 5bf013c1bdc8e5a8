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
    verdictOn(agreement),
  ].join("\n");
}

/** Where less of the decisions may be the same, the smaller model is another one to whoever relies on them. */
const ALIKE = 0.9;

/** Of the lower limit of the interval, as the accuracy of both may be the same though each is right elsewhere. */
function verdictOn(agreement: Figure): string {
  if (agreement.low === null) return `how many decisions are the same is not known: ${agreement.reason}`;
  const { estimate, low } = agreement;
  if (low >= ALIKE) return `both decide alike: the same for at least ${percent(low)} of images`;
  const changed = `${percent(1 - estimate)} of decisions changed here, and it may be ${percent(1 - low)}`;
  return `warning: not shown to decide alike: ${changed}; judge the smaller model by itself before it is relied on`;
}

const percent = (share: number): string => `${String(Number((100 * share).toPrecision(2)))} %`;

const cells = ({ original, smaller, loss }: ModelComparison["accuracy"]): string[] => [
  number(original),
  number(smaller),
  number(loss),
  interval(loss),
];

const number = ({ estimate }: Figure): string => (estimate === null ? "-" : formatLoss(estimate));

const interval = (figure: Figure): string => (figure.low === null ? figure.reason : formatBounds(figure, formatLoss));

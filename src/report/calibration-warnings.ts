/**
 * What metrics.json itself says against a model's probabilities, in sentences for a person: the fit has made them worse here, or they tell less
 * than how common the classes are. A temperature is fitted to the log loss, and few images, or some of which a network is sure and wrong,
 * can draw it far off.
 */
import { formatShare, formatValue } from "../figures/index.ts";
import { type PartMetrics, shownReliability } from "../run/index.ts";
import { lineOf } from "../util/calibration.ts";
import { figureText } from "./wording.ts";

/** None where there is nothing to warn of. Each without the capital and the full stop of a sentence. */
export const calibrationWarnings = (metrics: PartMetrics): string[] => [
  ...farFromOne(metrics),
  ...worseByFit(metrics),
  ...worseThanFrequencies(metrics),
];

/** Without a calibration, why; null: there is one, or (out of fold) each fold's model has its own. */
export function uncalibratedText({ part, calibration: { fitted } }: PartMetrics): string | null {
  if (fitted.kind !== "none" || part === "out of fold") return null;
  return `probabilities are the network's own, without calibration: ${fitted.reason}`;
}

/** Networks that were trained well have temperatures of 1 to 5 (Guo et al. 2017). */
const FARTHEST = 10;

function farFromOne({ part, calibration: { fitted } }: PartMetrics): string[] {
  const { slope } = lineOf(fitted);
  if (part === "out of fold" || (slope >= 1 / FARTHEST && slope <= FARTHEST)) return [];
  const told =
    fitted.kind === "temperature"
      ? `the fitted temperature is ${formatValue(fitted.temperature)}`
      : `the slope of Platt's line is ${formatValue(slope)}`;
  const meaning =
    slope < 1
      ? "on validation the logits hardly speak for the classes, and probabilities are nearly the same for every image"
      : "on validation the logits are small and hardly ever wrong, and probabilities are nearly 0 or 1";
  return [`${told}, far from 1: ${meaning}`];
}

/** Beyond the interval of the error before, so that what chance does to few images is not told as a fault. */
function worseByFit(metrics: PartMetrics): string[] {
  const { fitted, before, after } = metrics.calibration;
  if (before === null) return [];
  const { debiasedError: own } = shownReliability(metrics, before);
  const { debiasedError: calibrated, of } = shownReliability(metrics, after);
  if (own.high === null || calibrated.estimate === null || calibrated.estimate <= own.high) return [];
  return [
    `the fitted ${fitted.kind} made probabilities worse here: the calibration error of ${of}, debiased, is ${figureText(calibrated)}, that of the network's own ${figureText(own)}; --calibration none leaves them as they are`,
  ];
}

/** Beyond the interval of the model's own log loss. The frequencies are the judged images' own, which no model knows. */
function worseThanFrequencies({ calibration: { after, frequencyLogLoss } }: PartMetrics): string[] {
  const { low } = after.logLoss;
  if (!frequencyLogLoss || low === null || low <= frequencyLogLoss) return []; // 0: of one class, which is known beforehand
  return [
    `probabilities tell less here than how common the classes are: their log loss is ${figureText(after.logLoss)}, that of always saying how common each class is among these very images ${formatShare(frequencyLogLoss)}`,
  ];
}

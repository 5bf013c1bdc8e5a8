/**
 * What metrics.json itself says against a model's probabilities, in sentences for a person: the fit has made them worse here, or they tell less
 * than how common the classes are. A temperature is fitted to the log loss, and few images, or some of which a network is sure and wrong,
 * can draw it far off.
 */
import { formatShare } from "../figures/index.ts";
import { type PartMetrics, shownReliability } from "../run/index.ts";
import { figureText } from "./wording.ts";

/** None where there is nothing to warn of. Each without the capital and the full stop of a sentence. */
export const calibrationWarnings = (metrics: PartMetrics): string[] => [
  ...worseByFit(metrics),
  ...worseThanFrequencies(metrics),
];

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

function worseThanFrequencies({ calibration: { after, frequencyLogLoss } }: PartMetrics): string[] {
  const { estimate } = after.logLoss;
  if (estimate === null || frequencyLogLoss === undefined || estimate <= frequencyLogLoss) return [];
  return [
    `probabilities tell less here than how common the classes are: their log loss is ${figureText(after.logLoss)}, that of always saying the classes' frequencies ${formatShare(frequencyLogLoss)}`,
  ];
}

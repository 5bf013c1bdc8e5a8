/**
 * How good probabilities are, and not only decisions: the Brier score (Brier 1950) and the log loss. Both are means over images, so that two
 * models can be compared image by image.
 */

import type { Interval } from "./figure.ts";

/** One image: a probability for each class, and the place of its own. */
export interface Judged {
  readonly probabilities: readonly number[];
  readonly truth: number;
}

/** What a Brier score can be. */
export const BRIER_RANGE: Interval = { low: 0, high: 1 };

/** What a log loss can be. */
export const LOG_LOSS_RANGE: Interval = { low: 0, high: Number.POSITIVE_INFINITY };

/** Half of the sum over the classes of (p - y)^2: 0 to 1, and for two classes what is usual, (p - y)^2. */
export const brierOf = ({ probabilities, truth }: Judged): number =>
  probabilities.reduce((sum, p, k) => sum + (p - Number(k === truth)) ** 2, 0) / 2;

/** -log of the probability of its own class, kept from infinity as scikit-learn does (2^-52). */
export const logLossOf = ({ probabilities, truth }: Judged): number =>
  -Math.log(Math.max(probabilities[truth]!, Number.EPSILON));

/** The log loss of always saying how common each class is, which is the entropy of these counts: a model that sees no image has it. */
export function frequencyLogLoss(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log(count / total)), 0);
}

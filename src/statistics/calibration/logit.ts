/**
 * Logits of probabilities. Extreme ones are not held back: of logits that a temperature divides by T, the calibration slope is T times as large, which
 * it is not where some are cut off.
 */

/** Of a class: log(p / (1 - p)). 1 - p is summed up from the others, so that a p near 1 keeps its digits; 0 is taken for the least number above it. */
export function logitOf(probabilities: readonly number[], place: number): number {
  const others = probabilities.reduce((sum, p, k) => (k === place ? sum : sum + p), 0);
  return logarithm(probabilities[place]!) - logarithm(others);
}

const logarithm = (p: number): number => Math.log(Math.max(p, Number.MIN_VALUE));

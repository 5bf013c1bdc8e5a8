/**
 * Platt's scaling (1999): a logit is stretched and moved, p = sigmoid(slope logit + intercept), as makes the labels of a part that is
 * neither trained nor tested on most likely. The maximum likelihood itself, without Platt's softened targets: where a
 * probability parts the classes no finite slope is best, and there is no fit.
 */
import type { Figure } from "../figure.ts";
import type { Membership } from "../ranking.ts";
import { outcomesOf } from "./bins.ts";
import { fitLogisticLine, sigmoid, softplus } from "./logistic-line.ts";
import { waldFigure } from "./slope.ts";

export interface PlattFit {
  /** Both undefined where one is. */
  readonly slope: Figure;
  readonly intercept: Figure;
  /** Mean over the cases, before (null without a case) and after (null without a fit). */
  readonly logLoss: { readonly before: number | null; readonly after: number | null };
}

/** logits: of the class, finite, one per case. */
export function fitPlatt(logits: ArrayLike<number>, members: Membership): PlattFit {
  const [x, outcomes] = [Float64Array.from(logits), outcomesOf(logits, members)];
  const fit = fitLogisticLine(x, outcomes);
  return {
    slope: waldFigure(fit, "slope", x.length),
    intercept: waldFigure(fit, "intercept", x.length),
    logLoss: { before: logLoss(x, outcomes), after: fit.line?.logLoss ?? null },
  };
}

/** What a fit makes of a logit. */
export function plattProbability(logit: number, slope: number, intercept: number): number {
  return sigmoid(slope * logit + intercept);
}

function logLoss(logits: Float64Array, outcomes: Uint8Array): number | null {
  if (logits.length === 0) return null;
  return logits.reduce((sum, logit, i) => sum + softplus(logit) - outcomes[i]! * logit, 0) / logits.length;
}

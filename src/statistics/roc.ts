/**
 * The receiver operating characteristic: what each threshold calls positive of the class and of the rest.
 * Points as scikit-learn's roc_curve gives them: from (0, 0), where the threshold is Infinity, to (1, 1) at the lowest score;
 * a case is called positive where its score is at least the threshold.
 */
import type { Ranking } from "./ranking.ts";

export interface RocCurve {
  /** Descending. */
  readonly thresholds: Float64Array;
  /** 1 - specificity. */
  readonly falsePositiveRate: Float64Array;
  /** Sensitivity. */
  readonly truePositiveRate: Float64Array;
}

export interface RocOptions {
  /** Leave out points between two others where both counts grow by as much as before: the drawn curve is the same. Default: true. */
  readonly dropIntermediate?: boolean;
}

/** Null where the class or the rest has no case. */
export function rocCurve(ranking: Ranking, { dropIntermediate = true }: RocOptions = {}): RocCurve | null {
  const { positives, negatives, scores, ends, positivesUpTo } = ranking;
  if (positives === 0 || negatives === 0) return null;
  const groups = dropIntermediate ? corners(ranking) : everyGroup(ranking);
  const curve = newCurve(groups.length + 1);
  curve.thresholds[0] = Number.POSITIVE_INFINITY;
  for (let point = 1; point <= groups.length; point++) {
    const group = groups[point - 1]!;
    const below = group === 0 ? 0 : ends[group - 1]!;
    const positivesBelow = group === 0 ? 0 : positivesUpTo[group - 1]!;
    curve.thresholds[point] = scores[group]!;
    curve.truePositiveRate[point] = (positives - positivesBelow) / positives;
    curve.falsePositiveRate[point] = (negatives - (below - positivesBelow)) / negatives;
  }
  return curve;
}

function newCurve(points: number): RocCurve {
  return {
    thresholds: new Float64Array(points),
    falsePositiveRate: new Float64Array(points),
    truePositiveRate: new Float64Array(points),
  };
}

/** Groups from the highest score down. */
function everyGroup({ ends }: Ranking): Uint32Array {
  return Uint32Array.from(ends, (_, i) => ends.length - 1 - i);
}

/** The first and the last threshold, and those where the group that they take in differs from the next group down. */
function corners({ ends, positivesUpTo }: Ranking): Uint32Array {
  const kept = new Uint32Array(ends.length);
  let count = 0;
  for (let group = ends.length - 1; group >= 0; group--) {
    const inside = group > 0 && group < ends.length - 1;
    if (!inside || differsFromNext(ends, group) || differsFromNext(positivesUpTo, group)) kept[count++] = group;
  }
  return kept.subarray(0, count);
}

/** Whether group and the one below it add different numbers to the running count. */
function differsFromNext(upTo: Uint32Array, group: number): boolean {
  const below = group > 1 ? upTo[group - 2]! : 0;
  return upTo[group]! - upTo[group - 1]! !== upTo[group - 1]! - below;
}

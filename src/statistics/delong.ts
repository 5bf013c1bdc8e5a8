/**
 * DeLong's variance of an AUROC and of the difference of two on the same cases (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988):
 * from placement values by midranks (Sun and Xu, IEEE Signal Processing Letters 21, 2014), O(n log n) at most.
 */
import { type Figure, measured, pointFigure, undefinedFigure } from "./figure.ts";
import { upperTail, Z } from "./normal.ts";
import type { Ranking } from "./ranking.ts";

export interface DeLong {
  readonly area: number;
  /** 0 where the placement values do not vary; null where the class or the rest has one case only, whose values cannot vary. */
  readonly variance: number | null;
  readonly positives: number;
  readonly negatives: number;
}

/** Area and DeLong's variance; null where one of the two classes has no case. */
export function delong(ranking: Ranking): DeLong | null {
  const { positives, negatives } = ranking;
  if (positives === 0 || negatives === 0) return null;
  const placed = placements(ranking);
  return { area: placed.area, variance: varianceOf(placed, ranking), positives, negatives };
}

export interface AurocDifference {
  /** The first area less the second. */
  readonly difference: Figure;
  /** The difference over its standard error; null where the figure has no interval. */
  readonly z: number | null;
  /** Two-sided, of the hypothesis that the areas are equal; null where the figure has no interval. */
  readonly p: number | null;
}

/** The paired test of two scores on the same cases. */
export function compareAurocs(first: Ranking, second: Ranking): AurocDifference {
  requireSameCases(first, second);
  const method = "DeLong, paired";
  const { positives, negatives } = first;
  const n = positives + negatives;
  const untested = (difference: Figure) => ({ difference, z: null, p: null });
  if (positives === 0 || negatives === 0)
    return untested(undefinedFigure(n, method, "no case of the class, or none of the rest"));
  const apart = difference(placements(first), placements(second));
  const variance = varianceOf(apart, first);
  const alone = (reason: string) => untested(pointFigure(apart.area, n, method, reason));
  if (variance === null) return alone("one case only of the class, or of the rest");
  if (variance === 0) return alone("DeLong's variance of the difference is 0");
  const error = Math.sqrt(variance);
  const z = apart.area / error;
  const interval = { low: apart.area - Z * error, high: apart.area + Z * error };
  const figure = measured(apart.area, interval, n, method);
  return { difference: figure, z, p: 2 * upperTail(Math.abs(z)) };
}

interface Placements {
  readonly area: number;
  /** By case: the part of the other class that it is on the right side of, ties half (V10 of the class, V01 of the rest). */
  readonly values: Float64Array;
}

/** The midrank of a case among all, less its midrank among its own, is how many of the others are below it. */
function placements({ order, positive, positives, negatives, ends, positivesUpTo }: Ranking): Placements {
  const values = new Float64Array(order.length);
  let wins = 0; // twice, so that ties are whole
  for (let group = 0, place = 0, ours = 0, others = 0; group < ends.length; group++) {
    const [oursNow, othersNow] = [positivesUpTo[group]!, ends[group]! - positivesUpTo[group]!];
    const v10 = (others + othersNow) / (2 * negatives);
    const v01 = 1 - (ours + oursNow) / (2 * positives);
    for (; place < ends[group]!; place++) values[order[place]!] = positive[order[place]!] ? v10 : v01;
    wins += (oursNow - ours) * (others + othersNow);
    ours = oursNow;
    others = othersNow;
  }
  return { area: wins / (2 * positives * negatives), values };
}

/** The variance of a difference is that of the differences: cov(a, a) + cov(b, b) - 2 cov(a, b), without the cancellation. */
function difference(a: Placements, b: Placements): Placements {
  return { area: a.area - b.area, values: a.values.map((value, i) => value - b.values[i]!) };
}

/** The sample variance of the placement values over the number of cases, of each class by itself; null where one has a single case. */
function varianceOf({ area, values }: Placements, { positive, positives, negatives }: Ranking): number | null {
  if (positives < 2 || negatives < 2) return null;
  let ours = 0;
  let others = 0;
  for (let i = 0; i < values.length; i++) {
    const square = (values[i]! - area) ** 2;
    if (positive[i]) ours += square;
    else others += square;
  }
  return ours / (positives - 1) / positives + others / (negatives - 1) / negatives;
}

function requireSameCases(first: Ranking, second: Ranking): void {
  const same =
    first.positive.length === second.positive.length && first.positive.every((is, i) => is === second.positive[i]);
  if (!same) throw new RangeError("the two scores are not of the same cases: their labels differ");
}

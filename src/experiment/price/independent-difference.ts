/**
 * The difference of two figures of different images, with the interval that theirs make: square roots of sums of squared distances to the limits
 * (MOVER: Zou and Donner, Statistics in Medicine 27, 2008; of proportions with Wilson's limits Newcombe's method 10 of 1998).
 */
import { type Figure, pointFigure, undefinedFigure } from "../../statistics/index.ts";

const METHOD = "MOVER from the intervals of both, as independent";

/** first less second; undefined, or without an interval, as soon as one is. */
export function independentDifference(first: Figure, second: Figure): Figure {
  const n = first.n + second.n;
  if (first.estimate === null) return undefinedFigure(n, METHOD, first.reason);
  if (second.estimate === null) return undefinedFigure(n, METHOD, second.reason);
  const estimate = first.estimate - second.estimate;
  if (first.low === null) return pointFigure(estimate, n, METHOD, first.reason);
  if (second.low === null) return pointFigure(estimate, n, METHOD, second.reason);
  return {
    estimate,
    low: estimate - Math.hypot(first.estimate - first.low, second.high - second.estimate),
    high: estimate + Math.hypot(first.high - first.estimate, second.estimate - second.low),
    n,
    method: METHOD,
  };
}

/**
 * McNemar's test (1947) of two judges of the same images: is one right more often where they differ? Under the hypothesis each image on which one
 * alone is right is a toss of a coin.
 *
 * exact: the binomial test, two-sided. midP: half the chance of what was seen is left out, which makes it less cautious than its level
 * (Fagerland, Lydersen and Laake 2013 advise it). corrected: the chi-squared test with Edwards' correction, for many images.
 */
import { upperTail } from "./normal.ts";

export interface McNemar {
  /** Images on which the first alone, and the second alone, is right. */
  readonly firstOnly: number;
  readonly secondOnly: number;
  /** p-values, two-sided; 1 where the two never differ. */
  readonly exact: number;
  readonly midP: number;
  readonly corrected: number;
}

/** One of each for every image: is the first right, is the second? */
export function mcnemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length) throw new RangeError(`${first.length} images, but ${second.length} of the other`);
  const firstOnly = first.filter((right, i) => right && !second[i]).length;
  const secondOnly = first.filter((right, i) => !right && second[i]).length;
  return mcnemarOf(firstOnly, secondOnly);
}

/** From the two counts of images on which one alone is right. */
export function mcnemarOf(firstOnly: number, secondOnly: number): McNemar {
  const differing = firstOnly + secondOnly;
  if (differing === 0) return { firstOnly, secondOnly, exact: 1, midP: 1, corrected: 1 };
  const { atMost, exactly } = coinTosses(Math.min(firstOnly, secondOnly), differing);
  const excess = Math.max(0, Math.abs(firstOnly - secondOnly) - 1);
  return {
    firstOnly,
    secondOnly,
    exact: Math.min(1, 2 * atMost),
    midP: Math.min(1, 2 * atMost - exactly),
    corrected: 2 * upperTail(excess / Math.sqrt(differing)),
  };
}

/** The chances of at most, and of exactly, so many heads in n tosses. */
function coinTosses(heads: number, n: number): { atMost: number; exactly: number } {
  let logarithm = -n * Math.LN2; // of (n over k) / 2^n
  let atMost = 0;
  for (let k = 0; k < heads; k++) {
    atMost += Math.exp(logarithm);
    logarithm += Math.log((n - k) / (k + 1));
  }
  return { atMost: atMost + Math.exp(logarithm), exactly: Math.exp(logarithm) };
}

/**
 * Proportions of counts, with Wilson's score interval (Wilson 1927; Brown, Cai and DasGupta 2001 on why), and the exact one of
 * Clopper and Pearson (1934) for those who must not be under 95 %.
 */
import { type Figure, type Interval, LEVEL, measured, undefinedFigure } from "./figure.ts";
import { Z } from "./normal.ts";

const WILSON = "Wilson score interval";

/** count / n as a figure; reason says what is missing where n is 0. */
export function proportion(count: number, n: number, reason: string): Figure {
  if (n === 0) return undefinedFigure(0, WILSON, reason);
  return measured(count / n, wilson(count, n), n, WILSON);
}

/** center +- width: (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n); n from 1. */
export function wilson(count: number, n: number): Interval {
  const p = count / n;
  const scale = 1 + Z ** 2 / n;
  const center = (p + Z ** 2 / (2 * n)) / scale;
  const width = (Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2))) / scale;
  return { low: count === 0 ? 0 : center - width, high: count === n ? 1 : center + width };
}

/** The exact interval: the p at which count or more, and count or fewer, would be seen 2.5 times in 100; n from 1. */
export function clopperPearson(count: number, n: number): Interval {
  const low = count === 0 ? 0 : successProbability(count, n);
  const high = count === n ? 1 : 1 - successProbability(n - count, n);
  return { low, high };
}

/** The p with P(X >= count) = 2.5 % for X binomial(n, p): the tail grows with p, so by bisection to the last bit. */
function successProbability(count: number, n: number): number {
  const coefficients = logBinomials(n).slice(count);
  const tail = (p: number) =>
    coefficients.reduce(
      (sum, c, i) => sum + Math.exp(c + (count + i) * Math.log(p) + (n - count - i) * Math.log1p(-p)),
      0,
    );
  let low = 0;
  let high = 1;
  for (let middle = 0.5; middle > low && middle < high; middle = (low + high) / 2) {
    if (tail(middle) < (1 - LEVEL) / 2) low = middle;
    else high = middle;
  }
  return low;
}

/** log of n over k for k = 0..n: (n over k) = (n over k-1) (n - k + 1) / k. */
function logBinomials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) logs[k] = logs[k - 1]! + Math.log((n - k + 1) / k);
  return logs;
}

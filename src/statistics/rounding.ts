/** Differences that are only rounding: of sums over cases of values around 1. */

const ROUNDING = 1e-12;

/** distance: between two values, of which this is one. */
export const isRounding = (distance: number, value: number): boolean =>
  Math.abs(distance) <= ROUNDING * Math.max(1, Math.abs(value));

/** A smooth curve through a few points, kept as a table: outlines and depths of the body as functions of one coordinate (cm). */

/** Values every 0.05 cm from -30 cm on. */
export type Outline = Float32Array;

const FIRST = -30;
const PER_CM = 20;
const ENTRIES = 80 * PER_CM; // more than any image's field

export type Knot = readonly [at: number, value: number];

/** Cubic Hermite through the knots, slopes by finite differences (Catmull and Rom 1974); constant beyond the ends. */
export function outline(knots: readonly Knot[]): Outline {
  const table = new Float32Array(ENTRIES).fill(knots[0]![1]);
  for (let k = 0; k < knots.length - 1; k++) {
    const first = Math.ceil(placeOf(knots[k]![0]));
    for (let i = first, end = placeOf(knots[k + 1]![0]); i < end; i++) table[i] = between(knots, k, i / PER_CM + FIRST);
  }
  const [at, value] = knots.at(-1)!;
  return table.fill(value, Math.ceil(placeOf(at)));
}

const placeOf = (at: number): number => (at - FIRST) * PER_CM;

/** The value at a coordinate, which lies between -30 and 50. */
export const valueAt = (curve: Outline, at: number): number => curve[Math.trunc(placeOf(at))]!;

function between(knots: readonly Knot[], k: number, at: number): number {
  const [from, to] = [knots[k]!, knots[k + 1]!];
  const length = to[0] - from[0];
  const t = (at - from[0]) / length;
  const [t2, t3] = [t * t, t * t * t];
  const rise = length * ((t3 - 2 * t2 + t) * slope(knots, k) + (t3 - t2) * slope(knots, k + 1));
  return from[1] + (to[1] - from[1]) * (3 * t2 - 2 * t3) + rise;
}

function slope(knots: readonly Knot[], k: number): number {
  const [before, after] = [knots[Math.max(k - 1, 0)]!, knots[Math.min(k + 1, knots.length - 1)]!];
  return (after[1] - before[1]) / (after[0] - before[0]);
}

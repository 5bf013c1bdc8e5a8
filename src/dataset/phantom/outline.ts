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
  const slopes = knots.map((_, k) => slopeAt(knots, k));
  for (let k = 0; k < knots.length - 1; k++) fillBetween(table, knots[k]!, knots[k + 1]!, slopes[k]!, slopes[k + 1]!);
  const [at, value] = knots.at(-1)!;
  return table.fill(value, Math.ceil(placeOf(at)));
}

const placeOf = (at: number): number => (at - FIRST) * PER_CM;

/** The value at a coordinate, which lies between -30 and 50. */
export const valueAt = (curve: Outline, at: number): number => curve[Math.trunc(placeOf(at))]!;

function fillBetween(table: Outline, [x0, y0]: Knot, [x1, y1]: Knot, slope0: number, slope1: number): void {
  const length = x1 - x0;
  for (let i = Math.ceil(placeOf(x0)), end = placeOf(x1); i < end; i++) {
    const t = (i / PER_CM + FIRST - x0) / length;
    const rest = 1 - t;
    const rise = length * t * rest * (slope0 * rest - slope1 * t);
    table[i] = y0 + (y1 - y0) * t * t * (3 - 2 * t) + rise;
  }
}

function slopeAt(knots: readonly Knot[], k: number): number {
  const [before, after] = [knots[Math.max(k - 1, 0)]!, knots[Math.min(k + 1, knots.length - 1)]!];
  return (after[1] - before[1]) / (after[0] - before[0]);
}

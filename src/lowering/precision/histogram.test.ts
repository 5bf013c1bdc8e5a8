import { describe, expect, test } from "vitest";
import { Histogram } from "./histogram.ts";
import { LEVELS, type Range } from "./integer.ts";

function spread(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (let i = 0; i < values.length; i += 1000) histogram.add(Float32Array.from(values.slice(i, i + 1000)));
  return histogram;
}

/** Mean square error of the values as integers of a range. */
function errorOf(values: readonly number[], { low, high }: Range): number {
  const step = (high - low) / LEVELS;
  const zero = Math.round(-low / step);
  const back = (value: number): number =>
    (Math.min(LEVELS, Math.max(0, Math.round(value / step) + zero)) - zero) * step;
  return values.reduce((sum, value) => sum + (back(value) - value) ** 2, 0) / values.length;
}

/** Sums of twelve uniform numbers: nearly normal, the same every time. */
const normal = Array.from({ length: 20000 }, (_, i) => {
  const uniform = (k: number): number => ((i * 7919 + k * 104729 + i * k * 31) % 10007) / 10007;
  return Array.from({ length: 12 }, (_, k) => uniform(k)).reduce((a, b) => a + b) - 6;
});

test("extremes are the least and the largest, with 0", () => {
  expect(spread([1, 2, 700]).extremes).toEqual({ low: 0, high: 700 });
  expect(spread([-0.5, -1e-9]).extremes).toEqual({ low: -0.5, high: 0 });
  expect(spread([0, 0]).best).toEqual({ low: 0, high: 0 });
});

describe("the best range", () => {
  test("is that of the values where they fill it evenly", () => {
    const even = Array.from({ length: 5000 }, (_, i) => i / 2500 - 1);
    const { low, high } = spread(even).best;
    expect([low, high]).toEqual([expect.closeTo(-1, 1), expect.closeTo(1, 1)]);
  });

  test("cuts off a few that lie far out, and has the least error of all", () => {
    const values = [...normal, 60, -40];
    const histogram = spread(values);
    const { best, extremes } = histogram;
    expect(extremes).toEqual({ low: -40, high: 60 });
    expect(best.high).toBeLessThan(60);
    expect(errorOf(values, best)).toBeLessThan(errorOf(values, extremes));
    for (const factor of [0.7, 1.4])
      expect(errorOf(values, best)).toBeLessThan(errorOf(values, { low: best.low * factor, high: best.high * factor }));
  });
});

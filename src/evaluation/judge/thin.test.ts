import { expect, test } from "vitest";
import { thinned } from "./thin.ts";

test("a short curve keeps all its points", () => {
  expect(thinned(Float64Array.of(0, 0.5, 1), Float64Array.of(0, 1, 1))).toEqual([0, 1, 2]);
});

test("a long one has 200 at most, ends included, and none is missed by more than a step along it", () => {
  // up steeply in its first tenth of points, then level: an equal share of the points goes to either
  const x = Float64Array.from({ length: 5001 }, (_, i) => (i <= 500 ? 0 : (i - 500) / 4500));
  const y = Float64Array.from({ length: 5001 }, (_, i) => Math.min(1, i / 500));
  const kept = thinned(x, y);
  expect(kept.length).toBeLessThanOrEqual(200);
  expect([kept[0], kept.at(-1)]).toEqual([0, 5000]);
  expect(kept.filter((i) => i <= 500).length / kept.length).toBeCloseTo(0.5, 1);
  for (const [k, i] of kept.slice(1).entries()) {
    const before = kept[k]!;
    expect(x[i]! - x[before]! + (y[i]! - y[before]!)).toBeLessThan(2 / 199 + 1 / 500);
  }
});

import { expect, test } from "vitest";
import { figuresByUnit } from "./by-unit.ts";
import { proportion } from "./proportion.ts";
import { weightedMean } from "./weighted.ts";

const valuesOf = (count: number): number[] => Array.from({ length: count }, (_, i) => (i * 7) % 11);
const methodOf = (cases: number, clusters: readonly number[]): string =>
  figuresByUnit({ cases, clusters, resamples: 50, seed: 1 }, { mean: weightedMean(valuesOf(cases)) }).mean.method;

test("of fewer than 100 units intervals are Student's, whatever the number of cases; of more BCa, and of many cases percentiles", () => {
  const pairs = (cases: number) => Array.from({ length: cases }, (_, i) => i >> 1);
  expect(methodOf(198, pairs(198))).toMatch(/^Student's t interval with 98 degrees of freedom, jackknife of clusters$/);
  expect(methodOf(200, pairs(200))).toBe("BCa bootstrap, 50 resamples of clusters");
  expect(methodOf(2002, pairs(2002))).toBe("percentile bootstrap, 50 resamples of clusters");
});

test("a figure that a unit cannot be left out of has percentiles, or what is given instead", () => {
  const rare = { at: (counts: Uint8Array) => (counts[0] === 0 ? null : counts[0]! / 9), reason: "without the first" };
  const plan = { cases: 4, resamples: 50, seed: 1 };
  expect(figuresByUnit(plan, { rare }).rare.method).toMatch(/^percentile bootstrap, .* without the figure$/);
  const other = proportion(1, 4, "");
  expect(figuresByUnit(plan, { rare }, new Map([["rare", other]])).rare).toBe(other);
});

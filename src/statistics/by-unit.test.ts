import { expect, test } from "vitest";
import { figuresByUnit } from "./by-unit.ts";
import { weightedCalibrationError } from "./calibration/calibration-error.ts";
import { proportion } from "./proportion.ts";
import { weightedMean, weightedProportion } from "./weighted.ts";

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

/** 10 patients of 3 images each in each of three classes, all called the first, as surely as that is right. */
const knowsNothing = () => {
  const clusters = Array.from({ length: 90 }, (_, i) => Math.floor(i / 3));
  const strata = clusters.map((patient) => patient % 3);
  const members = strata.map((truth) => truth === 0);
  const plan = { cases: 90, strata, clusters, resamples: 300, seed: 1 };
  return { plan, probabilities: strata.map(() => 0.342), members };
};

test("what depends on the mix of classes is drawn whatever the class: the calibration error of one call is as unsure as the accuracy", () => {
  const { plan, probabilities, members } = knowsNothing();
  const { error, loss, accuracy } = figuresByUnit(plan, {
    error: weightedCalibrationError(probabilities, members),
    loss: weightedMean(members.map((is) => -Math.log(is ? 0.342 : 0.658))),
    accuracy: weightedProportion(
      members,
      members.map(() => true),
    ),
  });
  // se of a share of 1/3 of 30 patients: 0.086
  expect(error).toMatchObject({ low: 0, method: expect.not.stringContaining("strata") });
  expect(error.high! - error.estimate!).toBeGreaterThan(0.08);
  const slope = Math.log(0.658) - Math.log(0.342);
  expect((loss.high! - loss.low!) / slope / (2 * 2.045)).toBeCloseTo(Math.sqrt(((1 / 3) * (2 / 3)) / 29), 3);
  // what is asked within classes has nothing to vary
  expect(accuracy.low).toBeNull();
});

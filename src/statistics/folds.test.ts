import { expect, it } from "vitest";
import { golden } from "../../tests/support/statistics-golden.ts";
import { bootstrap } from "./bootstrap.ts";
import { delong } from "./delong.ts";
import { meanOverFolds, weightedMeanOverFolds } from "./folds.ts";
import { studentMean } from "./paired.ts";
import { rankScores } from "./ranking.ts";
import { weightedAuroc } from "./weighted-auroc.ts";

const { y, a } = golden.binary.balanced;
const folds = y.map((_, i) => i % 5);
const chosen = <T>(values: readonly T[], cases: Uint32Array): T[] => Array.from(cases, (i) => values[i]!);
const areaOf = (cases: Uint32Array) => weightedAuroc(rankScores(chosen(a, cases), chosen(y, cases)));

it("the pooled figure is the mean of the folds', whose scores are never ranked together", () => {
  const areas = [0, 1, 2, 3, 4].map((fold) => {
    const mine = <T>(values: readonly T[]) => values.filter((_, i) => folds[i] === fold);
    return delong(rankScores(mine(a), mine(y)))!.area;
  });
  const plan = { cases: y.length, clusters: y.map((_, i) => i >> 1), resamples: 400, seed: 1 };
  const { figure } = bootstrap(plan, { area: weightedMeanOverFolds(folds, areaOf) }).area;
  expect(figure.estimate).toBeCloseTo(areas.reduce((sum, area) => sum + area, 0) / 5, 12);
  expect(figure.low).toBeLessThan(figure.estimate!);
  expect(figure.high).toBeGreaterThan(figure.estimate!);
  const byFold = meanOverFolds(areas);
  expect(byFold.estimate).toBeCloseTo(figure.estimate!, 12);
  expect(byFold).toMatchObject({ n: 5, low: studentMean(areas).low, method: expect.stringMatching(/over folds/) });
});

it("a fold without a figure leaves none", () => {
  expect(meanOverFolds([0.9, null, 0.8])).toMatchObject({ estimate: null, reason: "a fold has no figure" });
  expect(meanOverFolds([0.9])).toMatchObject({ estimate: 0.9, low: null, reason: "fewer than two folds" });
  const ofOneClass = weightedMeanOverFolds([1, 1, 2, 2], (cases) =>
    weightedAuroc(rankScores(chosen([1, 2, 3, 4], cases), chosen([0, 1, 1, 1], cases))),
  );
  expect(ofOneClass.at(new Uint8Array(4).fill(1))).toBeNull();
});

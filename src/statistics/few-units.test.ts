import { describe, expect, test } from "vitest";
import { golden } from "../../tests/support/statistics-golden.ts";
import { stream } from "../util/random.ts";
import { bootstrap } from "./bootstrap.ts";
import { standardError, studentFigure } from "./few-units.ts";
import { studentMean } from "./paired.ts";
import { rankScores } from "./ranking.ts";
import { type Sampled, unitsOf } from "./units.ts";
import { weightedMean, weightedProportion } from "./weighted.ts";
import { weightedAuroc } from "./weighted-auroc.ts";
import { weightedConfusion } from "./weighted-confusion.ts";

const figureOf = (sampled: Sampled, figure: ReturnType<typeof weightedMean>) =>
  studentFigure(sampled, unitsOf(sampled), figure);

const VALUES = [0.3, 0.9, 0.2, 0.5, 0.8, 0.1, 0.4];

describe("the jackknife", () => {
  test("of a mean gives Student's interval", () => {
    const { estimate, low, high } = studentMean(VALUES);
    expect(figureOf({ cases: 7 }, weightedMean(VALUES))).toMatchObject({
      estimate: expect.closeTo(estimate!, 12),
      low: expect.closeTo(low!, 12),
      high: expect.closeTo(high!, 12),
      n: 7,
      method: "Student's t interval with 6 degrees of freedom, jackknife of cases",
    });
  });

  test("of strata has the variance of a stratified mean: the sum of (share of the stratum)^2 s^2 / n", () => {
    const units = unitsOf({ cases: 7, strata: [0, 0, 0, 1, 1, 1, 1] });
    const variance = (values: readonly number[]) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
    };
    const expected = (3 / 7) ** 2 * (variance(VALUES.slice(0, 3)) / 3) + (4 / 7) ** 2 * (variance(VALUES.slice(3)) / 4);
    expect(standardError(weightedMean(VALUES), units)).toBeCloseTo(Math.sqrt(expected), 12);
  });

  test("of an AUROC within classes has DeLong's variance, to the last digits", () => {
    const { y, a, delong } = golden.binary.tiny;
    const error = standardError(weightedAuroc(rankScores(a, y)), unitsOf({ cases: y.length, strata: y }));
    expect(error! / delong.se).toBeCloseTo(1, 9);
  });

  test("leaves a unit in place that is alone in its stratum", () => {
    const alone = { cases: 7, strata: [0, 0, 0, 1, 1, 1, 2] };
    expect(figureOf(alone, weightedMean(VALUES))!.method).toContain("with 4 degrees of freedom");
    expect(standardError(weightedMean(VALUES), unitsOf(alone))).toBeGreaterThan(0);
  });
});

test("an interval is symmetric on the scale on which the figure has no ends, and never leaves it", () => {
  const hits = [1, 1, 1, 1, 1, 0, 1];
  const share = weightedProportion(
    hits,
    hits.map(() => 1),
  );
  const { low, high, method } = figureOf({ cases: 7 }, share)!;
  // se = sqrt(p (1 - p) / 6), p = 6 / 7; t of 6 degrees of freedom is 2.446912
  const logit = (p: number) => Math.log(p / (1 - p));
  const width = (2.446912 * Math.sqrt(6 / 49 / 6)) / (6 / 49);
  expect([logit(low), logit(high)]).toEqual([
    expect.closeTo(logit(6 / 7) - width, 5),
    expect.closeTo(logit(6 / 7) + width, 5),
  ]);
  expect(method).toMatch(/, logit scale$/);
});

describe("there is none", () => {
  const ones = [1, 1, 1, 1];
  test.each([
    ["at an end of what the figure can be", { cases: 4 }, weightedProportion(ones, ones)],
    ["where no unit makes a difference", { cases: 4 }, weightedMean(ones)],
    ["where a unit cannot be left out", { cases: 4 }, weightedProportion([1, 0, 0, 0], [1, 0, 0, 0])],
    ["where each unit is alone in its stratum", { cases: 1 }, weightedMean([0.5])],
    ["of a magnitude", { cases: 4 }, { ...weightedMean([1, 2, 3, 4]), isMagnitude: true as const }],
    [
      "where another interval is asked for",
      { cases: 4 },
      { ...weightedMean([1, 2, 3, 4]), interval: "percentile" as const },
    ],
  ])("%s", (_, sampled, figure) => {
    expect(figureOf(sampled, figure)).toBeNull();
  });
});

/** Two patients of each of three classes, with three images each, called rightly with a probability of the patient's own that is 0.7 on average. */
function samplePart(seed: number) {
  const random = stream(3, "six patients", seed);
  const clusters = Array.from({ length: 18 }, (_, i) => Math.floor(i / 3));
  const strata = clusters.map((patient) => patient % 3);
  const rights = Array.from({ length: 6 }, () => 0.4 + 0.6 * random.next());
  const predictions = strata.map((truth, i) =>
    random.next() < rights[clusters[i]!]! ? truth : (truth + 1 + random.integer(2)) % 3,
  );
  return { sampled: { cases: 18, strata, clusters }, judgements: { classes: 3, truths: strata, predictions } };
}

test("of six patients it holds the truth at least 90 times of 100, where BCa and percentiles do not", () => {
  const times = { student: 0, BCa: 0, percentile: 0 };
  let there = 0;
  for (let seed = 0; seed < 100; seed++) {
    const { sampled, judgements } = samplePart(seed);
    const figure = weightedConfusion(judgements, "macroPrecision");
    const student = figureOf(sampled, figure);
    if (student === null) continue;
    const [bca, percentile] = (["BCa", "percentile"] as const).map(
      (interval) => bootstrap({ ...sampled, resamples: 200, seed, interval }, { figure }).figure.figure,
    );
    const holds = ({ low, high }: { low: number | null; high: number | null }) => Number(low! <= 0.7 && 0.7 <= high!);
    there++;
    times.student += holds(student);
    times.BCa += holds(bca!);
    times.percentile += holds(percentile!);
  }
  expect(there).toBeGreaterThan(80);
  expect(times.student / there).toBeGreaterThanOrEqual(0.9);
  expect(times.BCa / there).toBeLessThan(0.8);
  expect(times.percentile / there).toBeLessThan(0.8);
});

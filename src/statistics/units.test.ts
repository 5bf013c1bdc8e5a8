import { describe, expect, test } from "vitest";
import { bootstrap } from "./bootstrap.ts";
import { countsOf } from "./resample.ts";
import { unitsOf } from "./units.ts";
import { weightedMean } from "./weighted.ts";

/** Patients by the classes of their images, an image for each letter: "ab" has one of a and one of b. */
function sampledOf(patients: readonly string[]) {
  const strata = patients.flatMap((classes) => [...classes]);
  const clusters = patients.flatMap((classes, patient) => [...classes].map(() => patient));
  return { cases: strata.length, strata, clusters };
}

/** How often each patient is in resamples: the different numbers, ascending. */
function timesOf(patients: readonly string[]): number[][] {
  const sampled = sampledOf(patients);
  const seen = patients.map(() => new Set<number>());
  for (const counts of countsOf(unitsOf(sampled), { resamples: 200, seed: 1 }))
    for (const [i, count] of counts.entries()) seen[sampled.clusters[i]!]!.add(count);
  return seen.map((times) => [...times].sort((a, b) => a - b));
}

const ten = (classes: string): string[] => Array<string>(10).fill(classes);

describe("a patient who is alone in a mix of classes", () => {
  test("is drawn among others who are alone in theirs", () => {
    const times = timesOf([...ten("a"), ...ten("b"), ...ten("c"), "ab", "bc", "ac"]);
    for (const each of times.slice(30)) expect(each).toEqual([0, 1, 2, 3]);
  });

  test("is drawn among those of the largest stratum, where there is no other", () => {
    const patients = [...ten("a"), ...ten("b"), "b", "ab"];
    expect(timesOf(patients)[21]!.slice(0, 3)).toEqual([0, 1, 2]);
    for (const counts of countsOf(unitsOf(sampledOf(patients)), { resamples: 50, seed: 1 }))
      expect(counts.slice(0, 10).reduce((sum, count) => sum + count)).toBe(10); // those of a, who are fewer, are by themselves
  });

  test("stays where nobody else has one of the classes, as resamples would lack it", () => {
    expect(timesOf([...ten("a"), ...ten("b"), "bc"])[20]).toEqual([1]);
    expect(timesOf([...ten("a"), "b"])[10]).toEqual([1]);
  });

  test("adds to an interval: one of two is called right, which is 0 to 2 of two by binomial draws", () => {
    const patients = [...ten("a"), ...ten("b"), ...ten("c"), ...ten("d"), "ab", "cd"];
    const rights = weightedMean([...Array<number>(40).fill(0), 1, 1, 0, 0]);
    const plan = { ...sampledOf(patients), resamples: 2000, seed: 1, interval: "percentile" } as const;
    const { figure, resampled } = bootstrap(plan, { rights }).rights;
    expect(figure).toMatchObject({ estimate: 2 / 44, low: 0, high: 4 / 44 });
    const deviation = Math.sqrt(resampled.reduce((sum, value) => sum + (value - 2 / 44) ** 2, 0) / 2000);
    expect(deviation / ((2 * Math.SQRT1_2) / 44)).toBeCloseTo(1, 1); // 2 images of a patient who is drawn binomial(2, 1/2) times
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { uniform01 } from "../../tests/support/formula.ts";
import { repeatedCases } from "../../tests/support/repeated-cases.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { stream } from "../util/random.ts";
import { bootstrap } from "./bootstrap.ts";
import { weightedCalibrationError } from "./calibration/calibration-error.ts";
import { delong } from "./delong.ts";
import { acceleration } from "./jackknife.ts";
import { multinomialDraw } from "./multinomial.ts";
import { averagePrecision } from "./precision-recall.ts";
import { rankScores } from "./ranking.ts";
import { countsOf } from "./resample.ts";
import { unitsOf } from "./units.ts";
import { differenceOfMagnitudes, weightedMean, weightedProportion } from "./weighted.ts";
import { weightedAuroc, weightedAveragePrecision } from "./weighted-auroc.ts";

describe("BCa on given resamples", () => {
  const { x, resamples, interval, acceleration: expected } = golden.bca;
  const drawn = uniform01("bca/resamples", resamples * x.length).map((u) => Math.floor(u * x.length));
  const given = Array.from({ length: resamples }, (_, r) => drawn.subarray(r * x.length, (r + 1) * x.length));

  it("is NumPy's and SciPy's from the definition", () => {
    const { mean } = bootstrap({ cases: x.length, resamples: given, seed: 0 }, { mean: weightedMean(x) });
    expectClosedForm([mean.figure.low!, mean.figure.high!], interval);
    expectClosedForm(acceleration(weightedMean(x), unitsOf({ cases: x.length }))!, expected);
  });

  it("refuses a draw of a case that is not there, and one case more often than a byte counts", () => {
    expect(() => bootstrap({ cases: 2, resamples: [[0, 2]], seed: 0 }, {})).toThrow(/there are 2 units/);
    const often = (times: number) => () => bootstrap({ cases: 2, resamples: [new Uint8Array(times)], seed: 0 }, {});
    expect(often(255)).not.toThrow();
    expect(often(256)).toThrow(/has 0 more than 255 times/);
  });
});

describe("multinomialDraw", () => {
  it.each([1, 7, 255, 256, 1003])("makes n draws of %i things", (n) => {
    const counts = new Uint8Array(n);
    for (let r = 0; r < 20; r++) {
      multinomialDraw(n)(counts, stream(1, n, r));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
    }
  });

  it("gives counts the binomial distribution of n draws, everywhere alike", () => {
    const n = 1000;
    const rounds = 400;
    const draw = multinomialDraw(n);
    const counts = new Uint8Array(n);
    const seen = new Array<number>(12).fill(0);
    const perPlace = new Array<number>(8).fill(0);
    for (let r = 0; r < rounds; r++) {
      draw(counts, stream(3, r));
      counts.forEach((count, i) => {
        seen[Math.min(count, 6)]! += 1;
        perPlace[i % 8]! += count;
      });
    }
    let expected = (1 - 1 / n) ** n;
    for (let k = 0; k < 6; k++) {
      const all = rounds * n * expected;
      expect(Math.abs(seen[k]! - all)).toBeLessThan(4 * Math.sqrt(all));
      expected *= ((n - k) / (k + 1)) * (1 / (n - 1));
    }
    for (const sum of perPlace) expect(Math.abs(sum - (rounds * n) / 8)).toBeLessThan(4 * Math.sqrt((rounds * n) / 8));
  });
});

const weighted = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean(), fc.integer({ min: 0, max: 4 })), {
  minLength: 1,
  maxLength: 40,
});

describe("weighted figures", () => {
  it("are those of the cases repeated", () => {
    fc.assert(
      fc.property(weighted, (rows) => {
        const { ranking, counts, repeated, rankingOfRepeated: theirs } = repeatedCases(rows);
        expect(weightedAuroc(ranking).at(counts)).toBe(delong(theirs)?.area ?? null);
        const [ours, precision] = [weightedAveragePrecision(ranking).at(counts), averagePrecision(theirs)];
        if (precision === null) expect(ours).toBeNull();
        else expect(ours).toBeCloseTo(precision, 12);
        const members = rows.map(([, is]) => is);
        const hits = rows.map(([score]) => score > 2);
        const asked = repeated.filter(([, is]) => is);
        const expected = asked.length === 0 ? null : asked.filter(([score]) => score > 2).length / asked.length;
        expect(weightedProportion(hits, members).at(counts)).toBe(expected);
      }),
    );
  });

  it("leave units out as their definition does", () => {
    fc.assert(
      fc.property(weighted, (rows) => {
        const ranking = rankScores(
          rows.map(([score]) => score),
          rows.map(([, is]) => is),
        );
        const units = unitsOf({ cases: rows.length, clusters: rows.map(([, , cluster]) => cluster) });
        for (const figure of [
          weightedAuroc(ranking),
          weightedMean(rows.map(([score]) => score)),
          weightedProportion(
            ranking.positive,
            ranking.positive.map(() => 1),
          ),
        ]) {
          const { at, reason } = figure;
          const [short, long] = [acceleration(figure, units), acceleration({ at, reason }, units)];
          if (long === null || Math.abs(long) < 1e-6) continue;
          expect(short).toBeCloseTo(long, 9);
        }
      }),
    );
  });
});

describe("bootstrap", () => {
  const { y, a } = golden.binary.balanced;
  const auroc = weightedAuroc(rankScores(a, y));

  it("gives the same again for a seed, and every figure what it would have alone", () => {
    const plan = { cases: y.length, resamples: 200, seed: 5 };
    const both = bootstrap(plan, { auroc, accuracy: weightedMean(y) });
    expect(bootstrap(plan, { auroc }).auroc).toEqual(both.auroc);
    expect(bootstrap({ ...plan, seed: 6 }, { auroc }).auroc).not.toEqual(both.auroc);
  });

  it("agrees with DeLong's standard error", () => {
    const { resampled } = bootstrap({ cases: y.length, strata: y, resamples: 4000, seed: 1 }, { auroc }).auroc;
    const mean = resampled.reduce((sum, value) => sum + value, 0) / resampled.length;
    const error = Math.sqrt(resampled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (resampled.length - 1));
    expect(Math.abs(error / golden.binary.balanced.delong.se - 1)).toBeLessThan(0.05);
  });

  it("keeps strata at their size and clusters together", () => {
    const strata = ["a", "b", "a", "b", "b", "b"];
    const clusters = [1, 2, 1, 3, 3, 2];
    for (const counts of countsOf(unitsOf({ cases: 6, strata, clusters }), { resamples: 50, seed: 1 })) {
      expect(counts[0]).toBe(counts[2]);
      expect(counts[1]).toBe(counts[5]);
      expect(counts[0]).toBe(1); // the only cluster of its stratum
      expect(counts[1]! + counts[3]!).toBe(2);
    }
  });

  it("counts resamples without the figure, and says why there is none at all", () => {
    const rare = bootstrap(
      { cases: 6, resamples: 500, seed: 1, interval: "percentile" },
      { auroc: weightedAuroc(rankScores([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 0, 0])) },
    ).auroc;
    expect(rare.missing).toBeGreaterThan(100); // (5/6)^6 of 500 is 167
    expect(rare.figure.method).toBe(`percentile bootstrap, 500 resamples of cases, ${rare.missing} without the figure`);
    const none = bootstrap({ cases: 2, resamples: 9, seed: 1 }, { auroc: weightedAuroc(rankScores([1, 2], [1, 1])) });
    expect(none.auroc.figure).toMatchObject({ estimate: null, reason: expect.stringMatching(/none of the rest/) });
  });

  it("has a percentile interval that holds the truth about 95 times in 100", () => {
    const rounds = 400;
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const random = stream(11, "coverage", round);
      const hits = Uint8Array.from({ length: 300 }, () => Number(random.next() < 0.7));
      const plan = { cases: 300, resamples: 400, seed: round, interval: "percentile" } as const;
      const { figure } = bootstrap(plan, {
        share: weightedProportion(
          hits,
          hits.map(() => 1),
        ),
      }).share;
      held += Number(figure.low! <= 0.7 && 0.7 <= figure.high!);
    }
    expect(held / rounds).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / rounds) - 0.01);
    expect(held / rounds).toBeLessThan(0.95 + 3 * Math.sqrt((0.95 * 0.05) / rounds));
  });

  it("leaves the estimate without an interval where all resamples share it, in three decimals", () => {
    const figure = { at: () => 2 / 3, reason: "" };
    const { share } = bootstrap({ cases: 3, resamples: 9, seed: 1 }, { share: figure });
    expect(share.figure).toMatchObject({
      estimate: 2 / 3,
      low: null,
      high: null,
      reason: "every resample gives 0.667",
    });
  });
});

describe("the interval of a magnitude, over 100 samples of 300 cases", () => {
  /** How often 95 % intervals hold the calibration error of an event with probability bend + (1 - 2 bend) p, p told and uniform: bend / 2. */
  function held(bend: number): { readonly ours: number; readonly bca: number } {
    const times = { ours: 0, bca: 0 };
    for (let sample = 0; sample < 100; sample++) {
      const random = stream(7, "magnitude", sample);
      const told = Float64Array.from({ length: 300 }, () => random.next());
      const seen = told.map((p) => Number(random.next() < bend + (1 - 2 * bend) * p));
      const ours = weightedCalibrationError(told, seen, { debiased: true });
      const { isMagnitude: _, ...bca } = ours;
      const found = bootstrap({ cases: 300, resamples: 400, seed: sample }, { ours, bca });
      for (const kind of ["ours", "bca"] as const) {
        const { low, high } = found[kind].figure;
        times[kind] += Number(low !== null && low <= bend / 2 && bend / 2 <= high);
      }
    }
    return times;
  }

  it.each([0, 0.1])("holds the truth at least 95 times, where BCa does not (%d)", (bend) => {
    const { ours, bca } = held(bend);
    expect(ours).toBeGreaterThanOrEqual(95);
    expect(bca).toBeLessThan(bend === 0 ? 30 : 90);
  });
});

it("the interval of a difference of magnitudes holds none at least 95 times of 100, where BCa does not", () => {
  const times = { ours: 0, bca: 0 };
  for (let sample = 0; sample < 100; sample++) {
    const random = stream(8, "difference", sample);
    const told = Float64Array.from({ length: 150 }, () => 0.02 + 0.96 * random.next());
    const seen = told.map((p) => Number(random.next() < p));
    const noisy = told.map((p) => p + 0.02 * (random.next() - 0.5));
    const ours = differenceOfMagnitudes(weightedCalibrationError(noisy, seen), weightedCalibrationError(told, seen));
    const { interval: _, ...bca } = ours;
    const found = bootstrap({ cases: 150, resamples: 300, seed: sample }, { ours, bca });
    for (const kind of ["ours", "bca"] as const) {
      const { low, high } = found[kind].figure;
      times[kind] += Number(low! <= 0 && 0 <= high!);
    }
  }
  expect(times.ours).toBeGreaterThanOrEqual(95);
  expect(times.bca).toBeLessThan(90);
});

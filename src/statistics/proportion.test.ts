import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { normalQuantile, upperTail, Z } from "./normal.ts";
import { clopperPearson, proportion, wilson } from "./proportion.ts";

const bounds = ({ low, high }: { low: number; high: number }) => [low, high];

describe("normalQuantile", () => {
  // scipy.stats.norm.ppf, SciPy 1.17.1
  it.each([
    [0.975, 1.959963984540054],
    [0.01, -2.3263478740408408],
    [0.9, 1.2815515655446004],
    [0.3, -0.5244005127080409],
    [1e-12, -7.034483825301131],
    [1e-300, -37.0470962993612],
    [0.9999999, 5.199337582290661],
    [0.5, 0],
  ])("of %d is SciPy's", (p, expected) => {
    expectClosedForm(normalQuantile(p), expected);
  });

  it("reaches infinity at the ends", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

describe("upperTail", () => {
  // scipy.stats.norm.sf, SciPy 1.17.1
  it.each([
    [0, 0.5],
    [0.3, 0.3820885778110474],
    [1.959963984540054, 0.025],
    [2.4999, 0.006211418374944587],
    [2.5001, 0.006207912714815193],
    [4.01385942631323, 2.9866964799166972e-5],
    [10, 7.61985302416047e-24],
    [37, 5.7255712225239266e-300],
    [-1.5, 0.9331927987311419],
  ])("from %d is SciPy's", (z, expected) => {
    expectClosedForm(upperTail(z), expected);
  });
});

describe("intervals of a proportion", () => {
  it.each(golden.wilson_edges)("of %i in %i are statsmodels'", (count, n, expectedWilson, expectedExact) => {
    expectClosedForm(bounds(wilson(count, n)), expectedWilson);
    expectClosedForm(bounds(clopperPearson(count, n)), expectedExact);
  });

  it.each(Object.entries(golden.binary))("of accuracy and sensitivity are statsmodels' (%s)", (_, one) => {
    const { tp, tn, fn } = one["at_0.5"];
    expectClosedForm(bounds(wilson(tp + tn, one.y.length)), one.accuracy_wilson);
    expectClosedForm(bounds(clopperPearson(tp + tn, one.y.length)), one.accuracy_clopper_pearson);
    expectClosedForm(bounds(wilson(tp, tp + fn)), one.sensitivity_wilson);
  });

  it("hold the estimate, stay within 0..1, and the exact one is not the narrower on average", () => {
    const counts = fc
      .integer({ min: 1, max: 400 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([count, n]) => {
        for (const { low, high } of [wilson(count, n), clopperPearson(count, n)]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(count / n);
          expect(high).toBeGreaterThanOrEqual(count / n);
          expect(high).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("Wilson's limits are where the score test just rejects: |p - l| = z sqrt(l (1 - l) / n)", () => {
    const { low, high } = wilson(7, 40);
    for (const limit of [low, high]) {
      expectClosedForm(Math.abs(7 / 40 - limit), Z * Math.sqrt((limit * (1 - limit)) / 40));
    }
  });

  it("a proportion of nothing is null, with the reason", () => {
    expect(proportion(0, 0, "no image of covid")).toMatchObject({
      estimate: null,
      low: null,
      n: 0,
      reason: "no image of covid",
    });
  });
});

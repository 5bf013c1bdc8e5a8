import fc from "fast-check";
import { expect, it } from "vitest";
import { stream } from "../../util/random.ts";
import { brierScore, decomposeBrier } from "./brier.ts";

const cases = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
  minLength: 2,
  maxLength: 50,
});

it("the terms make up the score", () => {
  fc.assert(
    fc.property(
      cases,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom("width" as const, "count" as const),
      (rows, bins, by) => {
        const [p, y] = [rows.map(([each]) => each), rows.map(([, is]) => is)];
        const terms = decomposeBrier(p, y, { bins, by })!;
        const inBins = terms.withinBinVariance - terms.withinBinCovariance;
        expect(terms.reliability - terms.resolution + terms.uncertainty + inBins).toBeCloseTo(
          brierScore(p, y).estimate!,
          12,
        );
      },
    ),
  );
});

it("the debiased terms are right on average, where the plain ones are not", () => {
  // probabilities 0.2 and 0.6, each of half the cases and each true: reliability 0, resolution 0.04, uncertainty 0.24
  const rounds = 2000;
  const sums = { plain: 0, reliability: 0, resolution: 0, uncertainty: 0 };
  for (let round = 0; round < rounds; round++) {
    const random = stream(2, "brier", round);
    const p = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.2 : 0.6));
    const { reliability, debiased } = decomposeBrier(
      p,
      p.map((each) => random.next() < each),
    )!;
    sums.plain += reliability / rounds;
    sums.reliability += debiased.reliability / rounds;
    sums.resolution += debiased.resolution / rounds;
    sums.uncertainty += debiased.uncertainty / rounds;
  }
  expect(sums.plain).toBeGreaterThan(0.018); // (0.16 + 0.24) / 2 / 10
  expect(Math.abs(sums.reliability)).toBeLessThan(0.002);
  expect(Math.abs(sums.resolution - 0.04)).toBeLessThan(0.006);
  expect(Math.abs(sums.uncertainty - 0.24)).toBeLessThan(0.006);
});

it("of no case is null", () => {
  expect(decomposeBrier([], [])).toBeNull();
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { expectClosedForm } from "../../../tests/support/compare.ts";
import { predictiveValues } from "./predictive-values.ts";

const count = fc.nat(200);

it("at the cases' own prevalence they are precision and negative predictive value; they hold their estimate within 0..1", () => {
  fc.assert(
    fc.property(count, count, count, count, (truePositive, falsePositive, falseNegative, trueNegative) => {
      const [ours, others] = [truePositive + falseNegative, trueNegative + falsePositive];
      if (ours === 0 || others === 0) return;
      const outcomes = { truePositive, falsePositive, falseNegative, trueNegative };
      const { positive, negative } = predictiveValues(outcomes, ours / (ours + others));
      if (positive.estimate !== null)
        expect(positive.estimate).toBeCloseTo(truePositive / (truePositive + falsePositive), 12);
      if (negative.estimate !== null)
        expect(negative.estimate).toBeCloseTo(trueNegative / (trueNegative + falseNegative), 12);
      for (const { estimate, low, high } of [positive, negative]) {
        if (estimate === null) continue;
        expect(0 <= low! && low! <= estimate && estimate <= high! && high! <= 1 && low! < high!).toBe(true);
      }
    }),
  );
});

it("follows Bayes: a test of 90 and 95 % for what one in a hundred has", () => {
  const { positive, negative } = predictiveValues(
    { truePositive: 90, falseNegative: 10, trueNegative: 190, falsePositive: 10 },
    0.01,
  );
  expectClosedForm(positive.estimate!, (0.9 * 0.01) / (0.9 * 0.01 + 0.05 * 0.99));
  expectClosedForm(negative.estimate!, (0.95 * 0.99) / (0.95 * 0.99 + 0.1 * 0.01));
});

// the paper's formulas in Python (SciPy 1.17.1)
it.each([
  [[90, 10, 190, 10], 0.01, [0.0901034832717, 0.2502791329389], [0.9980877553602, 0.9994102723581]],
  [[240, 178, 288, 87], 0.03, [0.0588709728822, 0.0856366656598], [0.98094879103, 0.9850837047044]],
] as const)("of %j cases at %d has Mercaldo's limits", (counts, prevalence, ppv, npv) => {
  const [truePositive, falseNegative, trueNegative, falsePositive] = counts;
  const outcomes = { truePositive, falseNegative, trueNegative, falsePositive };
  const { positive, negative } = predictiveValues(outcomes, prevalence);
  expect([positive.low, positive.high]).toEqual(ppv.map((limit) => expect.closeTo(limit, 12)));
  expect([negative.low, negative.high]).toEqual(npv.map((limit) => expect.closeTo(limit, 12)));
});

it("nobody called so: null; everybody right: an honest lower limit", () => {
  const perfect = { truePositive: 20, falseNegative: 0, trueNegative: 20, falsePositive: 0 };
  expect(predictiveValues(perfect, 0.5).positive).toMatchObject({
    estimate: 1,
    high: 1,
    method: expect.stringMatching(/adjusted/),
  });
  expect(predictiveValues(perfect, 0.5).positive.low).toBeCloseTo(0.7452583247178, 12); // of 20 + z^2 / 2 and z^2 / 2 each
  const none = { truePositive: 0, falseNegative: 5, trueNegative: 5, falsePositive: 0 };
  expect(predictiveValues(none, 0.5).positive).toMatchObject({ estimate: null, reason: "no case was called positive" });
  expect(predictiveValues({ ...none, trueNegative: 0 }, 0.5).positive).toMatchObject({
    estimate: null,
    reason: expect.stringMatching(/none of the rest/),
  });
  expect(() => predictiveValues(perfect, 1)).toThrow(/prevalence of 1/);
});

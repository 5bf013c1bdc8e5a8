import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callsOf } from "../../../tests/support/calls-of.ts";
import { expectClosedForm } from "../../../tests/support/compare.ts";
import { stream } from "../../util/random.ts";
import { predictiveValues } from "./predictive-values.ts";

const count = fc.nat(200);

it("at the cases' own prevalence they are precision and negative predictive value; they hold their estimate within 0..1", () => {
  fc.assert(
    fc.property(count, count, count, count, (truePositive, falsePositive, falseNegative, trueNegative) => {
      const [ours, others] = [truePositive + falseNegative, trueNegative + falsePositive];
      if (ours === 0 || others === 0) return;
      const outcomes = { truePositive, falsePositive, falseNegative, trueNegative };
      const { positive, negative } = predictiveValues(callsOf(outcomes), ours / (ours + others));
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
    callsOf({ truePositive: 90, falseNegative: 10, trueNegative: 190, falsePositive: 10 }),
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
  const { positive, negative } = predictiveValues(callsOf(outcomes), prevalence);
  expect([positive.low, positive.high]).toEqual(ppv.map((limit) => expect.closeTo(limit, 12)));
  expect([negative.low, negative.high]).toEqual(npv.map((limit) => expect.closeTo(limit, 12)));
});

it("nobody called so: null; everybody right: an honest lower limit", () => {
  const perfect = { truePositive: 20, falseNegative: 0, trueNegative: 20, falsePositive: 0 };
  expect(predictiveValues(callsOf(perfect), 0.5).positive).toMatchObject({
    estimate: 1,
    high: 1,
    method: expect.stringMatching(/adjusted/),
  });
  expect(predictiveValues(callsOf(perfect), 0.5).positive.low).toBeCloseTo(0.7452583247178, 12); // of 20 + z^2 / 2 and z^2 / 2 each
  const none = { truePositive: 0, falseNegative: 5, trueNegative: 5, falsePositive: 0 };
  expect(predictiveValues(callsOf(none), 0.5).positive).toMatchObject({
    estimate: null,
    reason: "no case was called positive",
  });
  expect(predictiveValues(callsOf({ ...none, trueNegative: 0 }), 0.5).positive).toMatchObject({
    estimate: null,
    reason: expect.stringMatching(/none of the rest/),
  });
  expect(() => predictiveValues(callsOf(perfect), 1)).toThrow(/prevalence of 1/);
});

describe("of patients with several images", () => {
  it("has the limits of GEE's robust covariance by the delta method", () => {
    // statsmodels 0.15: GEE of right on class and rest, Gaussian, independence, robust: covariance 0.0299587, 0.0161044, between them 0.0027829
    const flags = (text: string): number[] => [...text].map(Number);
    const is = flags("0110001010011010111101000011110110001010011");
    const called = flags("0001111010000011111100100000000110011010000");
    const patients = [..."abbcccddddeffggghhhhijjkkkllllmnnoooppppqrr"];
    const { positive, negative } = predictiveValues({ is, called }, 0.1, patients);
    expect(positive).toMatchObject({ n: 18, method: expect.stringMatching(/^logit interval .*effective number/) });
    const close = (limits: readonly number[]) => limits.map((limit) => expect.closeTo(limit, 9));
    expect([positive.low, positive.high]).toEqual(close([0.056938576312177115, 0.3850756982006677]));
    expect([negative.low, negative.high]).toEqual(close([0.8523291272386139, 0.9662620663400784]));
  });

  it("is that of the patients, where each one's images are alike, with and without errors", () => {
    for (const [truePositive, falsePositive] of [
      [12, 3],
      [15, 0],
    ] as const) {
      const { is, called } = callsOf({
        truePositive,
        falsePositive,
        falseNegative: 15 - truePositive,
        trueNegative: 20,
      });
      const patients = is.map((_, i) => `${i}`);
      const single = predictiveValues({ is, called }, 0.1);
      const twice = { is: [...is, ...is], called: [...called, ...called] };
      const double = predictiveValues(twice, 0.1, [...patients, ...patients]);
      for (const side of ["positive", "negative"] as const) {
        expect(double[side].low).toBeCloseTo(single[side].low!, 12);
        expect(double[side].high).toBeCloseTo(single[side].high!, 12);
        expect(double[side].n).toBe(single[side].n);
      }
    }
  });

  it.each([
    ["each patient on one side", 0],
    ["each patient on both sides", 1],
  ])("holds the truth about 95 times in 100, where images taken as independent do not: %s", (_, both) => {
    const times = held(both);
    expect(times.byPatient).toBeGreaterThan(0.92);
    expect(times.byImage).toBeLessThan(0.89);
  });
});

/** How often limits at a prevalence of 0.1 hold the positive predictive value, of a test of 80 and 90 %. */
function held(both: number): { readonly byPatient: number; readonly byImage: number } {
  const truth = 0.08 / (0.08 + 0.09);
  const times = { byPatient: 0, byImage: 0 };
  for (let seed = 0; seed < 400; seed++) {
    const { is, called, patients } = sampleOf(seed, both);
    for (const [how, whose] of [["byPatient", patients] as const, ["byImage", null] as const]) {
      const { low, high } = predictiveValues({ is, called }, 0.1, whose).positive;
      times[how] += Number(low! <= truth && truth <= high!) / 400;
    }
  }
  return times;
}

/** 60 patients with 1 to 4 images that are equally hard. both: the part of patients with images of both sides. */
function sampleOf(seed: number, both: number) {
  const random = stream(9, "predictive values", seed);
  const [is, called, patients]: [boolean[], boolean[], string[]] = [[], [], []];
  for (let patient = 0; patient < 60; patient++) {
    const first = random.integer(2);
    const isMixed = random.next() < both;
    const hardness = random.next();
    for (let image = random.integer(4); image >= 0; image--) {
      const isOfClass = (isMixed ? first + image : first) % 2 === 1;
      const isRight = hardness < (isOfClass ? 0.8 : 0.9);
      is.push(isOfClass);
      called.push(isOfClass === isRight);
      patients.push(`${patient}`);
    }
  }
  return { is, called, patients };
}

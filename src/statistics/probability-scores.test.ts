import { expect, test } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/precision-golden.ts";
import { brierOf, calibrationTerms } from "./probability-scores.ts";

const images = golden.scores.p.map((probabilities, i) => ({ probabilities, truth: golden.scores.y[i]! }));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

test("Brier score: scikit-learn's", () => {
  expectClosedForm(mean(images.map(brierOf)), golden.scores.brier);
  expect(brierOf({ probabilities: [0.25, 0.75], truth: 0 })).toBe(0.75 ** 2);
});

test("calibration error: the mean of its terms is that of the ten bins", () => {
  expectClosedForm(mean(calibrationTerms(images)), golden.scores.ece);
});

test("probabilities of 0 and 1 have a bin", () => {
  expect(calibrationTerms([{ probabilities: [1, 0], truth: 0 }])).toEqual([0]);
});

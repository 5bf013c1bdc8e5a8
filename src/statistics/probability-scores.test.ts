import { expect, test } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/precision-golden.ts";
import { brierOf, frequencyLogLoss, logLossOf } from "./probability-scores.ts";

const images = golden.scores.p.map((probabilities, i) => ({ probabilities, truth: golden.scores.y[i]! }));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

test("Brier score: scikit-learn's", () => {
  expectClosedForm(mean(images.map(brierOf)), golden.scores.brier);
  expect(brierOf({ probabilities: [0.25, 0.75], truth: 0 })).toBe(0.75 ** 2);
});

test("frequencies as probabilities: their log loss is the entropy", () => {
  expectClosedForm(frequencyLogLoss([7, 7]), Math.log(2));
  expect(frequencyLogLoss([5, 0])).toBe(0);
  const counts = [1, 5, 2];
  const truths = counts.flatMap((count, truth) => Array.from({ length: count }, () => truth));
  const probabilities = counts.map((count) => count / truths.length);
  expectClosedForm(frequencyLogLoss(counts), mean(truths.map((truth) => logLossOf({ probabilities, truth }))));
});

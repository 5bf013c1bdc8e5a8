import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fitLogisticRegression, logisticProbabilities } from "./logistic-regression.ts";

interface Case {
  readonly features: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly classes: number;
  readonly coefficients: readonly (readonly number[])[];
  readonly probabilities: readonly (readonly number[])[];
}

const url = new URL("../../tests/golden/logistic-regression.json", import.meta.url);
const golden = JSON.parse(readFileSync(url, "utf8")) as Record<"three" | "separable", Case>; // generate/logistic_regression.py

const fitted = ({ features, labels, classes }: Case) =>
  fitLogisticRegression(
    features.map((row) => Float64Array.from(row)),
    labels,
    classes,
  );

test.each(["three", "separable"] as const)("weights and probabilities are scikit-learn's: %s", (name) => {
  const { features, coefficients, probabilities } = golden[name];
  const model = fitted(golden[name]);
  const width = coefficients[0]!.length + 1;
  for (const [k, row] of coefficients.entries())
    for (const [j, weight] of row.entries()) expect(model.weights[k * width + j]).toBeCloseTo(weight, 6);
  for (const [i, row] of features.entries())
    for (const [k, p] of logisticProbabilities(model, Float64Array.from(row)).entries())
      expect(p).toBeCloseTo(probabilities[i]![k]!, 6);
});

test("scale and origin of a feature do not matter", () => {
  const { features, labels, classes } = golden.three;
  const moved = features.map((row) => row.map((value, j) => 3 * value - 100 * j));
  const [model, other] = [fitted(golden.three), fitted({ ...golden.three, features: moved, labels, classes })];
  for (const [j, weight] of model.weights.entries()) expect(other.weights[j]).toBeCloseTo(weight, 6);
});

import { expect, test } from "vitest";
import type { ModelComparison } from "../run/index.ts";
import { formatComparison } from "./comparison.ts";

const figure = (estimate: number, low = estimate - 0.05, high = estimate + 0.05) => ({
  estimate,
  low,
  high,
  n: 100,
  method: "made up",
});

const compared = { original: figure(0.9), smaller: figure(0.8), loss: figure(0.1) };

const told = (agreement: ModelComparison["agreement"]): string =>
  formatComparison({
    version: 1,
    precision: "int8",
    model: { sha256: "0".repeat(64), bytes: 1000 },
    of: { sha256: "1".repeat(64), bytes: 4000 },
    calibration: { images: 10, seed: 1 },
    part: "validation",
    comparison: {
      images: 100,
      accuracy: compared,
      brier: compared,
      calibrationError: compared,
      agreement,
      difference: { largest: 0.5, mean: 0.1 },
    },
    largestLoss: 0.2,
  });

test("the calibration error is named for what it is of", () => {
  expect(told(figure(0.99, 0.95, 1))).toMatch(/^calibration error of the confidence +0\.9/m);
});

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

test("whether both decide alike is told in words, by the lower limit", () => {
  expect(
    told(figure(0.99, 0.95, 1))
      .split("\n")
      .at(-1),
  ).toBe("both decide alike: the same for at least 95 % of images");
  expect(
    told(figure(0.78, 0.62, 0.88))
      .split("\n")
      .at(-1),
  ).toBe(
    "warning: not shown to decide alike: 22 % of decisions changed here, and it may be 38 %; judge the smaller model by itself before it is relied on",
  );
  const unknown = { estimate: null, low: null, high: null, n: 0, method: "made up", reason: "no image was judged" };
  expect(told(unknown)).toMatch(/is not known: no image was judged$/);
});

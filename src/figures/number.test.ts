import { expect, test } from "vitest";
import { formatBounds, formatLoss, formatPoints, formatProbability, formatShare } from "./number.ts";

test("numbers have a true minus, and no zero is below zero", () => {
  expect([0.9124, -0.0311, -0.0004].map((value) => formatShare(value))).toEqual(["0.912", "−0.031", "0.000"]);
  expect([0.00624, -0.014, -0.00004].map((value) => formatLoss(value))).toEqual(["0.0062", "−0.0140", "0.0000"]);
  expect([0.031, -0.006, -0.0004].map((value) => formatPoints(value))).toEqual(["+3.1", "−0.6", "0.0"]);
});

test("equal numbers that differ in their last bit, as sums in another order do, are told alike", () => {
  const next = 0.28750000000000003;
  expect((23 / 80).toFixed(3)).not.toBe(next.toFixed(3));
  expect(formatShare(23 / 80)).toBe(formatShare(next));
});

test("a p value that is too small to be told is told to be smaller", () => {
  expect([0.0336, 0.001, 0.00099, 0].map(formatProbability)).toEqual(["0.034", "0.001", "<0.001", "<0.001"]);
});

test("bounds are told in the format of their estimate, or to be missing", () => {
  expect(formatBounds({ low: 0.8614, high: 0.95 })).toBe("0.861 to 0.950");
  expect(formatBounds({ low: -0.07, high: 0.02 }, formatPoints)).toBe("−7.0 to +2.0");
  expect(formatBounds({ low: null, high: null })).toBe("no interval");
});

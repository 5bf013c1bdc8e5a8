/** Medians, quartiles and ratios of the benchmarks, against NumPy 2.4's percentile and by their definitions. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { bestPeer, median, overlap, quantile, ratiosOf, spreadOf } from "../../bench/spread.js";

test("quartiles as numpy.percentile gives them", () => {
  // numpy.percentile([3, 1, 4, 1, 5, 9, 2, 6], [25, 50, 75]), numpy.percentile([7, 2, 5], [25, 50, 75])
  expect([0.25, 0.5, 0.75].map((share) => quantile([3, 1, 4, 1, 5, 9, 2, 6], share))).toEqual([1.75, 3.5, 5.25]);
  expect(spreadOf([7, 2, 5])).toEqual({ low: 3.5, median: 5, high: 6, count: 3 });
  expect(spreadOf([7])).toEqual({ low: 7, median: 7, high: 7, count: 1 });
});

test("half of the values are on either side of the median, in whatever order they come", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });
  fc.assert(
    fc.property(values, (all) => {
      const middle = median(all);
      expect(2 * all.filter((value) => value < middle).length).toBeLessThanOrEqual(all.length);
      expect(2 * all.filter((value) => value > middle).length).toBeLessThanOrEqual(all.length);
    }),
  );
});

test("a ratio is of time, round by round: what slows a round down for both falls out", () => {
  expect(ratiosOf([1, 10, 2], [2, 20, 4], "lower").median).toBe(0.5);
  expect(ratiosOf([30, 3, 60], [10, 1, 20], "higher").median).toBeCloseTo(1 / 3, 15);
});

test("intervals overlap where they touch", () => {
  expect(overlap({ low: 1, high: 2 }, { low: 2, high: 3 })).toBe(true);
  expect(overlap({ low: 4, high: 5 }, { low: 2, high: 3 })).toBe(false);
});

test("the best peer is the fastest one that was measured, and never ours", () => {
  const sides = [
    { name: "ours", values: [1] },
    { name: "slow", values: [9] },
    { name: "fast", values: [2] },
    { name: "failed", values: [] },
  ];
  expect(bestPeer({ sides, better: "lower" })?.name).toBe("fast");
  expect(bestPeer({ sides, better: "higher" })?.name).toBe("slow");
  expect(bestPeer({ sides: sides.slice(0, 1), better: "lower" })).toBeUndefined();
});

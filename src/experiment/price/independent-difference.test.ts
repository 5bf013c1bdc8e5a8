import { expect, test } from "vitest";
import { proportion } from "../../statistics/index.ts";
import { independentDifference } from "./independent-difference.ts";

/** Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, example (a), method 10: 56/70 - 48/80 = 0.2000, 0.0524 to 0.3339. */
test("of proportions with Wilson's limits: Newcombe's method 10, as published", () => {
  const difference = independentDifference(proportion(56, 70, ""), proportion(48, 80, ""));
  expect(difference).toMatchObject({
    estimate: expect.closeTo(0.2, 12),
    low: expect.closeTo(0.0524, 4),
    high: expect.closeTo(0.3339, 4),
    n: 150,
  });
});

test("without the interval of one of the two there is none", () => {
  const alone = { estimate: 0.25, low: null, high: null, n: 1, method: "", reason: "fewer than two images" };
  const difference = { low: null, n: 3, reason: "fewer than two images" };
  expect(independentDifference(proportion(1, 2, ""), alone)).toMatchObject({ estimate: 0.25, ...difference });
  expect(independentDifference(alone, proportion(1, 2, ""))).toMatchObject({ estimate: -0.25, ...difference });
});

test("without one of the two there is none", () => {
  expect(independentDifference(proportion(1, 2, ""), proportion(0, 0, "no image"))).toMatchObject({
    estimate: null,
    reason: "no image",
  });
});

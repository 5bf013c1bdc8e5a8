import { expect, test } from "vitest";
import { meanFigure } from "./mean.ts";
import { proportion } from "./proportion.ts";

const alone = { estimate: 1, low: null, high: null, n: 1, method: "", reason: "one image" };
const options = { n: 5, dependence: "disjoint images" } as const;

test("the mean of estimates stands without an interval where one of them has none", () => {
  expect(meanFigure([proportion(1, 4, ""), alone], options)).toMatchObject({
    estimate: 0.625,
    low: null,
    high: null,
    reason: "of a class: one image",
  });
});

test("it is not defined where one of them is not, unless that has no weight", () => {
  const none = proportion(0, 0, "no image");
  expect(meanFigure([alone, none], options)).toMatchObject({
    estimate: null,
    reason: "undefined for a class: no image",
  });
  expect(meanFigure([proportion(1, 4, ""), none], { ...options, weights: [1, 0] }).estimate).toBe(0.25);
});

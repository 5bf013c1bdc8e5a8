import { expect, test } from "vitest";
import { differenceOf } from "./probability-difference.ts";

test("is the largest and the mean over images and classes", () => {
  const found = differenceOf(
    [
      [0.5, 0.5],
      [1, 0],
    ],
    [
      [0.25, 0.75],
      [1, 0],
    ],
  );
  expect(found).toEqual({ largest: 0.25, mean: 0.125 });
});

test("of more than a call takes arguments", () => {
  const many = Array.from({ length: 100_000 }, () => [0.75, 0.25]);
  expect(differenceOf(many, many)).toEqual({ largest: 0, mean: 0 });
});

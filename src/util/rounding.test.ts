import { expect, test } from "vitest";
import { roundHalfEven } from "./rounding.ts";

test("a half rounds to the even one, anything else to the nearest", () => {
  expect([0.5, 1.5, 2.5, 2.4999, 2.5001, -0.5, -1.5, -2.6].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3, 0, -2, -3]);
});

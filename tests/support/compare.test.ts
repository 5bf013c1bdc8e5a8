import { describe, expect, it } from "vitest";
import { expectClosedForm } from "./compare.ts";

describe("expectClosedForm", () => {
  it("passes within 1e-9 and tells the largest error", () => {
    expect(expectClosedForm([1, 2 * (1 + 5e-10)], [1, 2])).toBeCloseTo(5e-10, 14);
    expect(expectClosedForm(0, 0)).toBe(0);
  });

  it.each([
    ["a difference of 2e-9", 1 + 2e-9, 1],
    ["one wrong figure among right ones", [1, 2, 3.1], [1, 2, 3]],
    ["not a number, first or last", [Number.NaN, 1], [1, 1]],
    ["not a number, last", [1, Number.NaN], [1, 1]],
    ["something where nothing is", 1e-12, 0],
    ["another number of figures", [1, 2], [1]],
    ["nothing at all", [], [1]],
  ])("fails for %s", (_, actual, expected) => {
    expect(() => expectClosedForm(actual, expected)).toThrow();
  });
});

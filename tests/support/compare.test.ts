import { describe, expect, it } from "vitest";
import { expectAsCloseAsKeras, expectClosedForm, expectExact, expectFitted } from "./compare.ts";

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

describe("expectFitted", () => {
  it("passes within 1e-4, and fails beyond and for what is no number", () => {
    expect(expectFitted([1, 2 * (1 + 5e-5)], [1, 2])).toBeCloseTo(5e-5, 12);
    expect(() => expectFitted([1, 2.0003], [1, 2])).toThrow();
    expect(() => expectFitted(Number.NaN, 1)).toThrow();
  });
});

describe("expectAsCloseAsKeras", () => {
  it("passes within three times Keras' error, or 1e-6, of the largest magnitude", () => {
    expect(expectAsCloseAsKeras([1, -100.00005], [1, -100], { kerasError: 2e-7 })).toBeCloseTo(5e-7, 12);
    expectAsCloseAsKeras([1.0029], [1], { kerasError: 1e-3 });
    expectAsCloseAsKeras([1.00005], [1], { kerasError: 0, magnitude: 100 });
  });

  it.each([
    ["four times Keras' error", [1.004], [1], 1e-3],
    ["more than 1e-6 where Keras is nearly exact", [1 + 2e-6], [1], 1e-9],
    ["one wrong value among right ones", [1, 2, 3], [1, 2, 3.001], 1e-6],
    ["not a number", [Number.NaN, 1], [1, 1], 1e-3],
    ["another number of values", [1], [1, 0], 1e-3],
    ["something where all should be zero", [1e-3], [0], 1e-3],
  ])("fails for %s", (_, actual, expected, kerasError) => {
    expect(() => expectAsCloseAsKeras(actual, expected, { kerasError })).toThrow();
  });
});

describe("expectExact", () => {
  it("passes within 1e-9 of the size, and fails beyond and for what is no number", () => {
    expect(expectExact(1 + 1e-10, 1, 1, "a figure")).toBeCloseTo(1e-10, 14);
    expect(() => expectExact(1 + 2e-9, 1, 1, "a figure")).toThrow("a figure");
    expect(() => expectExact(Number.NaN, 1, 1, "a figure")).toThrow("a figure");
  });
});

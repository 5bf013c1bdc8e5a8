import { describe, expect, it } from "vitest";
import { expectGradientsAsKeras } from "./float32-gradients.ts";
import { expectChangesAsKeras, expectLossAsKeras, expectMovingAsKeras } from "./float32-training.ts";

describe("expectLossAsKeras", () => {
  it("passes within five times Keras' float32 error and 1e-5, and fails beyond and for what is no number", () => {
    expect(expectLossAsKeras(1.0005, { exact: 1, single: 1.0001 })).toBeCloseTo(5e-4, 12);
    for (const loss of [1.0006, 0.999, Number.NaN])
      expect(() => expectLossAsKeras(loss, { exact: 1, single: 1.0001 })).toThrow("loss");
  });
});

describe("expectMovingAsKeras", () => {
  const start = new Map([["bn/moving_mean", [3, 4]]]);

  it("passes within 1 % of the change of l2, and fails beyond and where nothing moved", () => {
    const expected = { "bn/moving_mean": 5.1 };
    expect(expectMovingAsKeras(new Map([["bn/moving_mean", [0, 5.1005]]]), start, expected)).toBeCloseTo(1e-4, 5);
    expect(() => expectMovingAsKeras(new Map([["bn/moving_mean", [0, 5.102]]]), start, expected)).toThrow("bn/");
    expect(() => expectMovingAsKeras(start, start, expected)).toThrow("bn/moving_mean");
  });

  it("holds a statistic at a kink to the error of Keras' own float32", () => {
    const [expected, atKinks] = [{ "bn/moving_mean": 5.1 }, { "bn/moving_mean": 0.003 }];
    const moved = (l2: number): Map<string, number[]> => new Map([["bn/moving_mean", [0, l2]]]);
    expect(expectMovingAsKeras(moved(5.1025), start, expected, atKinks)).toBeCloseTo(4.9e-4, 5);
    expect(() => expectMovingAsKeras(moved(5.1035), start, expected, atKinks)).toThrow("bn/moving_mean");
  });
});

describe("expectChangesAsKeras", () => {
  const expected = [{ name: "head/bias", l2: 2, dot: 1, float32Error: 1e-4 }];
  const row = { name: "head/bias", l2: 2, dot: 1 };

  it("passes within ten times Keras' float32 error", () => {
    expect(expectChangesAsKeras([{ ...row, dot: 1.001 }], expected)).toBeCloseTo(0.5, 1);
  });

  it("passes within twice of where another rounding stands, and fails beyond", () => {
    const rounding = [{ ...row, dot: 0.9 }];
    expect(expectChangesAsKeras([{ ...row, dot: 1.15 }], expected, [rounding])).toBeCloseTo(0.75, 5);
    expect(() => expectChangesAsKeras([{ ...row, dot: 1.25 }], expected, [rounding])).toThrow("head/bias");
  });

  it.each([
    ["another length", { ...row, l2: 2.003 }],
    ["another direction", { ...row, dot: -1 }],
    ["not a number", { ...row, dot: Number.NaN }],
    ["another variable", { ...row, name: "head/kernel" }],
  ])("fails for %s", (_, actual) => {
    expect(() => expectChangesAsKeras([actual], expected)).toThrow();
  });
});

describe("expectGradientsAsKeras", () => {
  const golden = { l2: 1, max: 0.5, dot: 0.2, probes: [0.1, 0.2, 0.3, 0.4], float32Error: 1e-6 };
  const ours = { l2: 1, max: 0.5, dot: 0.2, probes: [0.1, 0.2, 0.3, 0.4] };

  it("passes for what is the same, and fails for another length, direction, value, and too large a median", () => {
    expect(expectGradientsAsKeras([{ name: "w", ours, golden }], []).worstShare).toBe(0);
    for (const wrong of [{ l2: 1.0001 }, { dot: 0.2001 }, { probes: [0.1, 0.2, 0.3, 0.41] }, { dot: Number.NaN }])
      expect(() => expectGradientsAsKeras([{ name: "w", ours: { ...ours, ...wrong }, golden }], [])).toThrow("of w");
    const off = { name: "w", ours: { ...ours, l2: 1 + 5e-6 }, golden };
    expect(() => expectGradientsAsKeras([off], [])).toThrow("median");
  });
});

import { describe, expect, test } from "vitest";
import { golden } from "../../tests/support/statistics-golden.ts";
import { decide, type Seen } from "./decide.ts";
import { parseOperatingRule } from "./operating-rule.ts";

const { y, a, platt, temperature, youden } = golden.binary.balanced;
const logit = (p: number): number => Math.log(p / (1 - p));
const seen: Seen = { logits: a.map((p) => Float32Array.of(logit(p))), truths: y };

describe("validation decides", () => {
  test("a temperature, as SciPy fits it", () => {
    const { calibration, operatingPoint } = decide(seen, { calibration: "temperature", rule: "0.4" });
    expect(calibration).toEqual({ kind: "temperature", temperature: expect.closeTo(temperature.t, 5) });
    expect(operatingPoint).toEqual({ threshold: 0.4, rule: "0.4" });
  });

  test("Platt's slope and intercept, as statsmodels fits them", () => {
    const { calibration } = decide(seen, { calibration: "platt", rule: "0.5" });
    expect(calibration).toEqual({
      kind: "platt",
      slope: expect.closeTo(platt.slope, 4), // logits are float32
      intercept: expect.closeTo(platt.intercept, 4),
    });
  });

  test("a threshold on calibrated probabilities, half way down to the next, which calls whom scikit-learn's calls", () => {
    for (const calibration of ["none", "temperature"] as const) {
      const decided = decide(seen, { calibration, rule: "youden" });
      expect(decided.operatingPoint!.rule).toBe("youden");
      const scale = decided.calibration.kind === "temperature" ? decided.calibration.temperature : 1;
      const called = a.map((p) => 1 / (1 + Math.exp(-logit(p) / scale)) >= decided.operatingPoint!.threshold);
      expect(called).toEqual(a.map((p) => p >= youden.threshold));
    }
  });

  test("nothing where nothing is asked for, of several classes", () => {
    expect(decide(seen, { calibration: "none", rule: null })).toEqual({
      calibration: { kind: "none", reason: "none was asked for" },
      operatingPoint: null,
    });
  });
});

describe("what cannot be decided is left, with the reason:", () => {
  const of = (logits: readonly number[], truths: readonly number[]): Seen => ({
    logits: logits.map((z) => Float32Array.of(z)),
    truths,
  });

  test.each<[string, Seen, "temperature" | "platt", RegExp]>([
    ["all are right", of([-2, -1, 1, 2], [0, 0, 1, 1]), "temperature", /every case is right/],
    ["parted, with Platt", of([-2, -1, 1, 2], [0, 0, 1, 1]), "platt", /./],
    ["the wrong way round", of([2, 1, -1.5, -1, 1.5], [0, 0, 1, 1, 1]), "platt", /ranks the class below the rest/],
  ])("%s", (_, some, calibration, reason) => {
    const decided = decide(some, { calibration, rule: "youden" });
    expect(decided.calibration).toEqual({ kind: "none", reason: expect.stringMatching(reason) });
  });

  test("no threshold better than chance leaves the middle", () => {
    const { operatingPoint } = decide(of([2, -2], [0, 1]), { calibration: "none", rule: "youden" });
    expect(operatingPoint).toEqual({ threshold: 0.5, rule: "0.5" });
  });
});

test("--operating-point is a rule or a probability", () => {
  expect(parseOperatingRule("youden")).toEqual({ kind: "youden" });
  expect(parseOperatingRule("sensitivity:.9")).toEqual({ kind: "sensitivity", atLeast: 0.9 });
  expect(parseOperatingRule("specificity:0.95")).toEqual({ kind: "specificity", atLeast: 0.95 });
  expect(parseOperatingRule("0.3")).toEqual({ kind: "probability", threshold: 0.3 });
  for (const text of ["", "0", "1", "1.5", "-0.5", "sensitivity", "sensitivity:", "accuracy:0.9", "yuoden"])
    expect(() => parseOperatingRule(text)).toThrow(expect.objectContaining({ code: "E_OPTION" }));
});

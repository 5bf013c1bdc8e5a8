import { describe, expect, test } from "vitest";
import { plainly } from "../../tests/support/made-predictions.ts";
import { judge, parseRequirement, requireFigures } from "./index.ts";

test("images without a label are not judged by; none with one is an error, and so is a class that the model does not know", () => {
  const row = { path: "a.png", label: null, prediction: "covid", probabilities: [0.2, 0.8] };
  const classes = ["normal", "covid"];
  expect(judge({ classes, rows: [row, { ...row, label: "covid" }] }, plainly("covid")).images).toBe(1);
  expect(() => judge({ classes, rows: [row] }, plainly("covid"))).toThrow(
    expect.objectContaining({ code: "E_NOTHING_TO_JUDGE" }),
  );
  expect(() => judge({ classes, rows: [{ ...row, label: "virus" }] }, plainly(null))).toThrow(
    expect.objectContaining({ code: "E_CLASS_UNKNOWN" }),
  );
});

describe("requirements", () => {
  test("are written as a figure, perhaps of a class, and a number", () => {
    const plain = { of: null, average: null, bound: ">=" };
    expect(parseRequirement("accuracy>=0.9")).toEqual({ ...plain, figure: "accuracy", limit: 0.9 });
    expect(parseRequirement("AUROC >= .5")).toEqual({ ...plain, figure: "auroc", limit: 0.5 });
    const pneumonia = { ...plain, figure: "f1", of: "viral pneumonia", limit: 1 };
    expect(parseRequirement("f1:viral pneumonia>=1")).toEqual(pneumonia);
    expect(parseRequirement("f1[viral pneumonia] >= 1")).toEqual(pneumonia);
    expect(parseRequirement("macro auroc>=0.9")).toEqual({ ...plain, figure: "auroc", average: "mean", limit: 0.9 });
    expect(parseRequirement("micro average-precision>=0")).toMatchObject({
      figure: "average precision",
      average: "micro",
    });
    expect(parseRequirement("ece<=0.05")).toEqual({ ...plain, figure: "ece", bound: "<=", limit: 0.05 });
    expect(parseRequirement("log loss<=1.5")).toMatchObject({ figure: "log loss", limit: 1.5 });
    expect(parseRequirement("mcc>=-0.5")).toMatchObject({ figure: "mcc", limit: -0.5 });
  });

  test.each([
    "accuracy",
    "accuracy>0.9",
    "acuracy>=0.9",
    "f1>=",
    "f1>=1.1",
    "f1>=90%",
    "accuracy:covid>=0.5",
    "macro accuracy>=0.5",
    "macro f1[covid]>=0.5",
    "toString>=0.5",
    "",
  ])("%s is none", (text) => {
    expect(() => parseRequirement(text)).toThrow(
      expect.objectContaining({ code: "E_REQUIREMENT", details: expect.objectContaining({ kind: "usage" }) }),
    );
  });

  // 9 of 10 right, 4 of 5 covid: Wilson's lower bounds 0.5958, 0.3755
  const classes = ["normal", "covid"];
  const rows = Array.from({ length: 10 }, (_, i) => ({
    path: `${i}.png`,
    label: classes[i % 2]!,
    prediction: i === 1 ? "normal" : classes[i % 2]!,
    probabilities: [0.5, 0.5],
  }));
  const outcome = (positive: string | null, ...texts: string[]): string => {
    try {
      return requireFigures(texts.map(parseRequirement), judge({ classes, rows }, plainly(positive))).join("; ");
    } catch (error) {
      const { code, exitStatus, details } = error as {
        code: string;
        exitStatus: number;
        details: { received: string };
      };
      return `${exitStatus} ${code}: ${details.received}`;
    }
  };

  test("hold for the lower bound", () => {
    expect(outcome(null, "accuracy>=0.59")).toBe("accuracy>=0.59: reached (0.596, its lower bound)");
    expect(outcome(null, "accuracy>=0.6")).toBe("5 E_FIGURE_NOT_REACHED: accuracy 0.900 (0.596 to 0.982, n = 10)");
  });

  test("are about the positive class, the mean, or the class that is named", () => {
    expect(outcome("covid", "sensitivity>=0.4")).toContain("sensitivity 0.800 (0.376 to 0.964, n = 5)");
    expect(outcome("covid", "sensitivity:normal>=0.5")).toMatch(/^sensitivity\[normal\]>=0\.5: reached \(0\.\d{3}, /);
    expect(outcome(null, "sensitivity>=0.9")).toContain("sensitivity 0.900 (");
    expect(outcome("covid", "macro sensitivity>=0.9")).toContain("mean sensitivity 0.900 (");
    expect(outcome("covid", "sensitivity[covid]>=0.4")).toContain("sensitivity[covid] 0.800 (");
    expect(outcome(null, "f1>=0.9", "accuracy>=0.1", "precision>=0.95")).toMatch(/: f1 .*; precision /);
    expect(outcome(null, "f1:covit>=0.9")).toMatch(/^2 E_CLASS_UNKNOWN/);
  });

  test("with <= hold for the upper bound", () => {
    expect(outcome(null, "brier<=0.24")).toMatch(/^5 .*: brier 0\.250 \(/); // of probabilities of 0.5
    expect(outcome(null, "brier<=0.25")).toBe("brier<=0.25: reached (0.250, its upper bound)");
  });

  test("do not hold for a figure that is not defined", () => {
    const some = judge({ classes, rows: rows.filter(({ label }) => label === "covid") }, plainly("covid"));
    expect(() => requireFigures([parseRequirement("specificity>=0")], some)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ received: expect.stringMatching(/^specificity not defined: no image of/) }),
      }),
    );
  });

  test("do not hold for an estimate without an interval, which is told", () => {
    const one = judge({ classes, rows: rows.slice(0, 1) }, plainly("covid"));
    expect(one.calibration.after.brier).toMatchObject({ estimate: expect.any(Number), low: null });
    expect(() => requireFigures([parseRequirement("brier<=1")], one)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({
          received: expect.stringMatching(/^brier 0\.\d{3} without an interval: fewer than two images$/),
        }),
      }),
    );
  });
});

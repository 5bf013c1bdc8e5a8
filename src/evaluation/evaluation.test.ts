import { describe, expect, test } from "vitest";
import { golden } from "../../tests/support/statistics-golden.ts";
import type { Predictions } from "../run/index.ts";
import { judge, parseRequirement, requireFigures } from "./index.ts";

/** Labels and probabilities as the golden has them. */
function predictionsOf(classes: readonly string[], labels: readonly number[], p: readonly (readonly number[])[]) {
  const rows = p.map((probabilities, i) => {
    const prediction = classes[probabilities.indexOf(Math.max(...probabilities))]!;
    return { path: `${i}.png`, label: classes[labels[i]!]!, prediction, probabilities };
  });
  return { classes, rows } satisfies Predictions;
}

describe("figures are those of scikit-learn", () => {
  test.each(["three", "five"] as const)("%s classes", (name) => {
    const { y, p, confusion, accuracy, report, auroc_ovr, balanced_accuracy } = golden.multi[name];
    const classes = p[0]!.map((_, i) => `class ${i}`);
    const metrics = judge(predictionsOf(classes, y, p), null);
    expect([metrics.images, metrics.positive, metrics.confusion]).toEqual([
      y.length,
      null,
      { classes, counts: confusion },
    ]);
    expect(metrics.accuracy.estimate).toBeCloseTo(accuracy, 9);
    for (const [i, each] of metrics.classes.entries()) {
      expect(each.precision.estimate).toBeCloseTo(report[i]!.precision, 9);
      expect(each.sensitivity.estimate).toBeCloseTo(report[i]!.recall, 9);
      expect(each.f1.estimate).toBeCloseTo(report[i]!["f1-score"], 9);
      expect(each.auroc.estimate).toBeCloseTo(auroc_ovr[i]!, 9);
    }
    expect(metrics.macro.auroc.estimate).toBeCloseTo(auroc_ovr.reduce((a, b) => a + b) / auroc_ovr.length, 9);
    expect(metrics.macro.sensitivity.estimate).toBeCloseTo(balanced_accuracy, 9);
  });

  test.each(["balanced", "rare"] as const)("one class against the rest, %s", (name) => {
    const { y, a, auroc, accuracy_wilson, sensitivity_wilson, ...rest } = golden.binary[name];
    const classes = ["not-covid", "covid"];
    const rows = y.map((label, i) => ({
      path: `${i}.png`,
      label: classes[label]!,
      prediction: classes[Number(a[i]! >= 0.5)]!,
      probabilities: [1 - a[i]!, a[i]!],
    }));
    const metrics = judge({ classes, rows }, "covid");
    const covid = metrics.classes.find((each) => each.name === metrics.positive)!;
    expect(covid.auroc.estimate).toBeCloseTo(auroc, 9);
    expect(covid.sensitivity.estimate).toBeCloseTo(rest["at_0.5"].sensitivity, 9);
    expect(covid.specificity.estimate).toBeCloseTo(rest["at_0.5"].specificity, 9);
    expect([metrics.accuracy.low, metrics.accuracy.high]).toEqual(accuracy_wilson.map((x) => expect.closeTo(x, 9)));
    expect([covid.sensitivity.low, covid.sensitivity.high]).toEqual(
      sensitivity_wilson.map((x) => expect.closeTo(x, 9)),
    );
  });
});

test("images without a label are not judged by; none with one is an error, and so is a class that the model does not know", () => {
  const row = { path: "a.png", label: null, prediction: "covid", probabilities: [0.2, 0.8] };
  const classes = ["normal", "covid"];
  expect(judge({ classes, rows: [row, { ...row, label: "covid" }] }, "covid").images).toBe(1);
  expect(() => judge({ classes, rows: [row] }, "covid")).toThrow(
    expect.objectContaining({ code: "E_NOTHING_TO_JUDGE" }),
  );
  expect(() => judge({ classes, rows: [{ ...row, label: "virus" }] }, null)).toThrow(
    expect.objectContaining({ code: "E_CLASS_UNKNOWN" }),
  );
});

describe("requirements", () => {
  test("are written as a figure, perhaps of a class, and a number", () => {
    expect(parseRequirement("accuracy>=0.9")).toEqual({ figure: "accuracy", of: null, least: 0.9 });
    expect(parseRequirement("AUROC >= .5")).toEqual({ figure: "auroc", of: null, least: 0.5 });
    expect(parseRequirement("f1:viral pneumonia>=1")).toEqual({ figure: "f1", of: "viral pneumonia", least: 1 });
  });

  test.each(["accuracy", "accuracy>0.9", "acuracy>=0.9", "f1>=", "f1>=1.1", "f1>=90%", "accuracy:covid>=0.5", ""])(
    "%s is none",
    (text) => {
      expect(() => parseRequirement(text)).toThrow(
        expect.objectContaining({ code: "E_REQUIREMENT", details: expect.objectContaining({ kind: "usage" }) }),
      );
    },
  );

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
      requireFigures(texts.map(parseRequirement), judge({ classes, rows }, positive));
      return "reached";
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
    expect(outcome(null, "accuracy>=0.59")).toBe("reached");
    expect(outcome(null, "accuracy>=0.6")).toBe("5 E_FIGURE_NOT_REACHED: accuracy 0.900 (0.596 to 0.982, n = 10)");
  });

  test("are about the positive class, the mean, or the class that is named", () => {
    expect(outcome("covid", "sensitivity>=0.4")).toContain("sensitivity 0.800 (0.376 to 0.964, n = 5)");
    expect(outcome("covid", "sensitivity:normal>=0.5")).toBe("reached");
    expect(outcome(null, "sensitivity>=0.9")).toContain("sensitivity 0.900 (");
    expect(outcome(null, "f1>=0.9", "accuracy>=0.1", "precision>=0.95")).toMatch(/: f1 .*; precision /);
    expect(outcome(null, "f1:covit>=0.9")).toMatch(/^2 E_CLASS_UNKNOWN/);
  });

  test("do not hold for a figure that is not defined", () => {
    const some = judge({ classes, rows: rows.filter(({ label }) => label === "covid") }, "covid");
    expect(() => requireFigures([parseRequirement("specificity>=0")], some)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ received: expect.stringMatching(/^specificity not defined: no image of/) }),
      }),
    );
  });
});

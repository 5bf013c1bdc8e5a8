import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { classificationFigures } from "./classification.ts";
import { confusionMatrix } from "./confusion.ts";
import { wilson } from "./proportion.ts";

const argmax = (row: readonly number[]) => row.indexOf(Math.max(...row));

describe.each(Object.entries(golden.multi))("figures of several classes (%s)", (_, one) => {
  const names = one.confusion.map((_, i) => `class ${i}`);
  const nameOf = (i: number) => names[i]!;
  const matrix = confusionMatrix(names, one.y.map(nameOf), one.p.map(argmax).map(nameOf));
  const figures = classificationFigures(matrix);

  it("has scikit-learn's confusion matrix", () => {
    expect(matrix.counts).toEqual(one.confusion);
  });

  it("has its accuracy and its row for each class", () => {
    expectClosedForm(figures.accuracy.estimate!, one.accuracy);
    figures.classes.forEach(({ sensitivity, precision, f1 }, i) => {
      const row = one.report[i]!;
      expectClosedForm(
        [sensitivity.estimate!, precision.estimate!, f1.estimate!],
        [row.recall, row.precision, row["f1-score"]],
      );
    });
  });

  it("has its macro averages", () => {
    const { sensitivity, precision, f1 } = figures.macro;
    const row = one.report["macro avg"]!;
    expectClosedForm(
      [sensitivity.estimate!, precision.estimate!, f1.estimate!],
      [row.recall, row.precision, row["f1-score"]],
    );
    expectClosedForm(sensitivity.estimate!, one.balanced_accuracy);
  });

  it("gives every figure an interval around it, its n and a method", () => {
    const all = [figures.macro, ...figures.classes].flatMap(({ sensitivity, specificity, precision, f1 }) => [
      sensitivity,
      specificity,
      precision,
      f1,
    ]);
    for (const figure of [figures.accuracy, ...all]) {
      expect(figure.low).toBeLessThan(figure.estimate!);
      expect(figure.high).toBeGreaterThan(figure.estimate!);
      expect(figure.n).toBeGreaterThan(0);
      expect(figure.method).not.toBe("");
    }
  });
});

describe.each(Object.entries(golden.binary))("figures of two classes (%s)", (_, one) => {
  it("are scikit-learn's", () => {
    const nameOf = (positive: boolean) => (positive ? "covid" : "not covid");
    const matrix = confusionMatrix(
      ["not covid", "covid"],
      one.y.map((y) => nameOf(y === 1)),
      one.a.map((a) => nameOf(a >= 0.5)),
    );
    const expected = one["at_0.5"];
    expect(matrix.counts).toEqual([
      [expected.tn, expected.fp],
      [expected.fn, expected.tp],
    ]);
    const { sensitivity, specificity, precision, f1 } = classificationFigures(matrix).classes[1]!;
    expectClosedForm(
      [sensitivity, specificity, precision, f1].map((figure) => figure.estimate!),
      [expected.sensitivity, expected.specificity, expected.precision, expected.f1],
    );
  });
});

describe("figures with nothing to divide by", () => {
  const { classes, macro } = classificationFigures(
    confusionMatrix(["covid", "normal", "virus"], ["covid", "normal"], ["covid", "covid"]),
  );

  it("are null with the reason, never 0", () => {
    expect(classes[2]!.sensitivity).toMatchObject({ estimate: null, reason: "no image of virus" });
    expect(classes[1]!.precision).toMatchObject({ estimate: null, reason: "no image was called normal" });
    expect(classes[2]!.f1).toMatchObject({ estimate: null, reason: "no image of virus, and none called so" });
    expect(classes[1]!.f1.estimate).toBe(0);
  });

  it("make the mean of the classes null too", () => {
    expect(macro.sensitivity).toMatchObject({
      estimate: null,
      n: 2,
      reason: "undefined for a class: no image of virus",
    });
  });
});

describe("intervals made from others", () => {
  const { classes, macro } = classificationFigures({
    classes: ["a", "b"],
    counts: [
      [40, 10],
      [5, 45],
    ],
  });

  it("F1 = 2J / (1 + J): its limits are Wilson's of TP / (TP + FP + FN), transformed", () => {
    const { low, high } = wilson(40, 55);
    expectClosedForm([classes[0]!.f1.low!, classes[0]!.f1.high!], [(2 * low) / (1 + low), (2 * high) / (1 + high)]);
  });

  it("of disjoint images: distances add in squares; of shared images: the mean of the limits", () => {
    const [a, b] = [wilson(40, 50), wilson(45, 50)];
    expectClosedForm(macro.sensitivity.low!, 0.85 - Math.sqrt((0.8 - a.low) ** 2 + (0.9 - b.low) ** 2) / 2);
    expectClosedForm(macro.specificity.low!, (a.low + b.low) / 2);
  });
});

it("a name that is no class is an error that says which", () => {
  expect(() => confusionMatrix(["covid", "normal"], ["covid"], ["virus"])).toThrow(/"virus" is not one of the classes/);
});

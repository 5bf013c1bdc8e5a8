import { expect, test } from "vitest";
import { plainly } from "../../../tests/support/made-predictions.ts";
import { judge } from "./judge.ts";

/** Of one patient each two images. */
function judged(classes: readonly string[], images: readonly (readonly [label: number, called: number])[]) {
  const rows = images.map(([label, called]) => ({
    path: "",
    label: classes[label]!,
    prediction: classes[called]!,
    probabilities: classes.map((_, place) => (place === called ? 0.8 : 0.2 / (classes.length - 1))),
  }));
  return judge({ classes, rows }, { ...plainly(null), patients: images.map((_, i) => `${i >> 1}`) });
}

test("a mean over classes is not defined where one of them has no image, though it was called", () => {
  const { macro } = judged(
    ["a", "b", "c"],
    [
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 1],
      [1, 0],
      [1, 1],
    ],
  );
  for (const figure of [macro.sensitivity, macro.specificity, macro.precision, macro.npv, macro.f1])
    expect(figure).toMatchObject({ estimate: null, reason: "undefined for a class: no image of c" });
});

test("of two classes the mean specificity is the mean sensitivity, with its interval, where a class is all wrong", () => {
  const { macro } = judged(
    ["a", "b"],
    [
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 0],
    ],
  );
  expect(macro.specificity).toEqual(macro.sensitivity);
  expect(macro.specificity.high).toBeGreaterThan(macro.specificity.estimate!);
});

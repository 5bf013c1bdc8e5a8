import { expect, test } from "vitest";
import { plainly, predictionsOfMany, predictionsOfTwo } from "../../tests/support/made-predictions.ts";
import { judge } from "../evaluation/index.ts";
import { formatMetrics } from "./metrics.ts";

const row = (label: string, prediction: string, ...probabilities: number[]) => ({
  path: "",
  label,
  prediction,
  probabilities,
});

test("an estimate without an interval says why it has none", () => {
  const rows = [row("covid", "covid", 0.75, 0.25)];
  const one = judge({ classes: ["covid", "normal"], rows }, { ...plainly(null), part: "test" });
  expect(formatMetrics(one, "test")).toMatch(
    /calibration error {2,}of the confidence {2,}0\.250 {2,}no interval {2,}1 {2,}every resample gives 0\.25$/m,
  );
  expect(formatMetrics(one, "test", "all")).toMatch(
    /log loss {2,}0\.288 {2,}no interval {2,}1 {2,}fewer than two images$/m,
  );
});

test("several classes: each, and their mean; what is not defined says why", () => {
  const rows = [
    row("covid", "covid", 0.8, 0.2, 0),
    row("covid", "normal", 0.4, 0.6, 0),
    row("normal", "normal", 0.3, 0.7, 0),
  ];
  const text = formatMetrics(
    judge({ classes: ["covid", "normal", "virus"], rows }, { ...plainly(null), part: "validation" }),
    "validation",
  );
  expect(text.split("\n").slice(0, 15)).toEqual([
    "validation: 3 images",
    "this part chose the weights",
    "",
    "truth \\ said  covid  normal  virus",
    "covid             1       1      0",
    "normal            0       1      0",
    "virus             0       0      0",
    "",
    "                                             95 % interval   n",
    "accuracy                              0.667  0.208 to 0.939  3",
    "balanced accuracy                     -                      3  undefined for a class: no image of virus",
    "sensitivity        covid              0.500  0.095 to 0.905  2",
    "                   normal             1.000  0.207 to 1.000  1",
    "                   virus              -                      0  no image of virus",
    "                   mean               -                      3  undefined for a class: no image of virus",
  ]);
});

test.each([
  [["a", "a", "b"], "test: 3 images of 2 patients"],
  [["a", "a", null], "test: 3 images, counted as 2 patients: an image whose patient is not known is one of its own"],
  [[null, null, null], "test: 3 images"],
])("images of patients %j: what n counts is told", (patients, first) => {
  const rows = [row("covid", "covid", 0.1, 0.9), row("covid", "covid", 0.2, 0.8), row("not-covid", "covid", 0.3, 0.7)];
  const metrics = judge({ classes: ["not-covid", "covid"], rows }, { ...plainly("covid"), patients });
  expect(formatMetrics(metrics, "test").split("\n")[0]).toBe(first);
});

test("two classes, one against the rest: its figures only", () => {
  const rows = [row("covid", "covid", 0.1, 0.9), row("not-covid", "not-covid", 0.8, 0.2)];
  const text = formatMetrics(judge({ classes: ["not-covid", "covid"], rows }, plainly("covid")), "test");
  expect(text.split("\n").slice(3)).toEqual([
    "not-covid             1      0",
    "covid                 0      1",
    "",
    "                                       95 % interval   n",
    "accuracy                        1.000  0.342 to 1.000  2",
    "balanced accuracy               1.000  0.439 to 1.000  2",
    "sensitivity        covid        1.000  0.207 to 1.000  1",
    "specificity        covid        1.000  0.207 to 1.000  1",
    "precision          covid        1.000  0.207 to 1.000  1",
    "auroc              covid        1.000  0.207 to 1.000  2",
    "calibration error  of P(covid)  0.150  0.100 to 0.200  2",
    "",
    "probabilities are the network's own, without calibration: nothing was fitted",
    "",
    expect.stringMatching(/^warning: 2 images: intervals of fewer than 6 images are too narrow/),
  ]);
});

test("all figures: also before calibration, at a stated prevalence, and what thresholds of validation give", () => {
  const two = predictionsOfTwo("balanced");
  const calibration = { kind: "temperature", temperature: 2 } as const;
  const prevalences = new Map([["covid", 0.07]]);
  const metrics = judge(two, { ...plainly("covid"), part: "validation", calibration, prevalences });
  const text = formatMetrics(metrics, "validation", "all");
  for (const line of [
    /^this part chose the weights and calibration$/m,
    /^average precision +covid +0\.886 /m,
    /^Brier score +0\.140 .*\n +before calibration +0\.\d{3} /m,
    /^precision, were 7 % covid +covid +0\.\d{3} /m,
    /^threshold by +class +from +sensitivity/m,
    /^0\.5 +covid +0\.500 .* the model's$/m,
    /^sensitivity:0\.95 +covid +0\.\d{3} +0\.9[5-9]/m,
    /^accuracy +always says not-covid /m,
  ])
    expect(text).toMatch(line);
  expect(formatMetrics(metrics, "validation")).not.toMatch(/before calibration|average precision|chosen on/);
  expect(text).not.toContain("each by itself");
});

test("several prevalences, which may be more than 1 together, are told to be each by itself", () => {
  const prevalences = new Map(["covid", "not-covid"].map((name) => [name, 0.9]));
  const metrics = judge(predictionsOfTwo("balanced"), { ...plainly("covid"), prevalences });
  expect(formatMetrics(metrics, "validation")).toContain("prevalences are stated each by itself");
});

test("what n counts is told: patients in the heading, images of each class where a figure is of all classes' decisions", () => {
  const three = predictionsOfMany("three");
  const images = three.rows.length;
  const metrics = judge(three, plainly(null));
  const auroc = { ...metrics.micro!.auroc, n: 3 * images };
  const byImage = formatMetrics({ ...metrics, micro: { ...metrics.micro!, auroc } }, "test", "all");
  expect(byImage).toMatch(/95 % interval +n$/m);
  expect(byImage).toMatch(new RegExp(`^ +micro .* ${3 * images} images x classes`, "m"));
  const patients = three.rows.map((_, i) => `${i >> 1}`);
  expect(formatMetrics(judge(three, { ...plainly(null), patients }), "test")).toMatch(
    /95 % interval +n \(patients\)$/m,
  );
});

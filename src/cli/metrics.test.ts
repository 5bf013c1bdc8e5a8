import { expect, test } from "vitest";
import { plainly } from "../../tests/support/made-predictions.ts";
import { judge } from "../evaluation/index.ts";
import { formatMetrics } from "./metrics.ts";

const row = (label: string, prediction: string, ...probabilities: number[]) => ({
  path: "",
  label,
  prediction,
  probabilities,
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
  expect(text.split("\n").slice(0, 13)).toEqual([
    "validation: 3 images",
    "",
    "truth \\ said  covid  normal  virus",
    "covid             1       1      0",
    "normal            0       1      0",
    "virus             0       0      0",
    "",
    "                            95 % interval   n",
    "accuracy             0.667  0.208 to 0.939  3",
    "sensitivity  covid   0.500  0.095 to 0.905  2",
    "             normal  1.000  0.207 to 1.000  1",
    "             virus   -                      0  no image of virus",
    "             mean    -                      3  undefined for a class: no image of virus",
  ]);
});

test("two classes, one against the rest: its figures only", () => {
  const rows = [row("covid", "covid", 0.1, 0.9), row("not-covid", "not-covid", 0.8, 0.2)];
  const text = formatMetrics(judge({ classes: ["not-covid", "covid"], rows }, plainly("covid")), "test");
  expect(text.split("\n").slice(3)).toEqual([
    "not-covid             1      0",
    "covid                 0      1",
    "",
    "                           95 % interval   n",
    "accuracy            1.000  0.342 to 1.000  2",
    "sensitivity  covid  1.000  0.207 to 1.000  1",
    "specificity  covid  1.000  0.207 to 1.000  1",
    "precision    covid  1.000  0.207 to 1.000  1",
    "f1           covid  1.000  0.342 to 1.000  1",
    "auroc        covid  1.000  0.207 to 1.000  2",
  ]);
});

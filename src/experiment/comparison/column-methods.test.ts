import { expect, test } from "vitest";
import { undefinedFigure } from "../../statistics/index.ts";
import { methodsNote, type PlacedFigure } from "./column-methods.ts";

const placed = (task: string, row: string, method: string): PlacedFigure => ({
  task,
  row,
  figure: { estimate: 0.5, low: 0.4, high: 0.6, n: 10, method },
});

test("columns of one method share a sentence", () => {
  const alike = [placed("multi", "a", "Wilson"), placed("multi", "b", "Wilson")];
  const columns = [
    { name: "accuracy", figures: alike },
    { name: "AUROC", figures: [placed("multi", "a", "BCa")] },
    { name: "specificity", figures: alike },
  ];
  expect(methodsNote(columns)).toBe("Intervals are 95 % intervals. Accuracy, specificity: Wilson. AUROC: BCa.");
});

test("where methods differ, rows are named, and tasks where it is all of their rows", () => {
  const ofOne = [placed("multi", "a", "Wilson"), placed("multi", "b", "BCa"), placed("multi", "c, plain", "Wilson")];
  expect(methodsNote([{ name: "accuracy", figures: ofOne }])).toContain(
    " Accuracy: Wilson (“a”, “c, plain”); BCa (“b”).",
  );
  const ofTwo = [...ofOne, placed("binary:covid", "a", "Wilson"), placed("binary:covid", "b", "Wilson")];
  expect(methodsNote([{ name: "accuracy", figures: ofTwo }])).toContain(
    " Accuracy: Wilson (multi: “a”, “c, plain”, binary:covid); BCa (multi: “b”).",
  );
});

test("figures that are not defined have no interval to tell of", () => {
  const none = { task: "multi", row: "b", figure: undefinedFigure(0, "BCa", "no image") };
  expect(methodsNote([{ name: "accuracy", figures: [placed("multi", "a", "Wilson"), none] }])).toMatch(
    /Accuracy: Wilson\.$/,
  );
  expect(methodsNote([{ name: "AUROC", figures: [none] }])).toBe("Intervals are 95 % intervals.");
});

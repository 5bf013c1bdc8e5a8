import { expect, test } from "vitest";
import { parseRequirement } from "../../evaluation/index.ts";
import type { Comparison } from "../../run/index.ts";
import { requireFiguresOfTable, requireOfBest } from "./required.ts";

const figure = (low: number) => ({ estimate: 0.9, low, high: 1, n: 9, method: "a method" });
const row = (low: number, isBest: boolean): Comparison["tasks"][number]["rows"][number] => ({
  values: {},
  runs: [],
  images: 9,
  patients: 9,
  opening: 1,
  figures: { accuracy: figure(low), sensitivity: figure(0.5), specificity: figure(0.5), auroc: figure(0.5) },
  reported: null,
  isBest,
  againstBest: null,
});
const comparison: Comparison = {
  version: 1,
  title: "",
  data: null,
  part: "test",
  reportedBy: null,
  columns: [],
  tasks: [{ task: "multi", positive: null, rows: [row(0.2, false), row(0.8, true)] }],
  notes: [],
};

test("the best row's lower bound counts", () => {
  expect(() => requireOfBest([parseRequirement("accuracy>=0.8")], comparison)).not.toThrow();
  expect(() => requireOfBest([parseRequirement("auroc>=0.6")], comparison)).toThrow(
    expect.objectContaining({
      exitStatus: 5,
      details: expect.objectContaining({ received: "multi: auroc 0.500, not >=0.6" }),
    }),
  );
});

test("an estimate without an interval does not hold a condition, and is told", () => {
  const [task] = comparison.tasks;
  const best = row(0.8, true);
  const auroc = { estimate: 2 / 3, low: null, high: null, n: 6, method: "a method", reason: "too few" };
  const alone = { ...comparison, tasks: [{ ...task!, rows: [{ ...best, figures: { ...best.figures, auroc } }] }] };
  expect(() => requireOfBest([parseRequirement("auroc>=0.6")], alone)).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ received: "multi: auroc 0.667 without an interval, not >=0.6" }),
    }),
  );
});

test("a figure that is not in the table is told before any work", () => {
  expect(() => requireFiguresOfTable([parseRequirement("f1>=0.8")])).toThrow(
    expect.objectContaining({ code: "E_REQUIREMENT" }),
  );
});

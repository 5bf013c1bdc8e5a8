import { expect, test } from "vitest";
import { comparedRow } from "../../../tests/support/comparison.ts";
import type { ComparedRow } from "../../run/index.ts";
import { briefNotes, intervalNotes } from "./interval-notes.ts";

const notesOf = (...rows: readonly ComparedRow[]): string[] => intervalNotes([{ task: "multi", positive: null, rows }]);
const best = comparedRow("large", 0.9, true);
const METHODS = "Intervals are 95 % intervals. Accuracy, sensitivity, specificity, AUROC: made up.";

test("figures without an interval are named with the reason, each reason once", () => {
  expect(notesOf(best)).toEqual([METHODS]);
  const alone = {
    estimate: 2 / 3,
    low: null,
    high: null,
    n: 6,
    method: "made up",
    reason: "every resample gives 0.667",
  };
  const none = { ...alone, estimate: null, reason: "no image" };
  const figures = { ...best.figures, auroc: alone, sensitivity: none };
  expect(notesOf({ ...best, figures }, { ...best, values: { network: "small" }, figures })).toEqual([
    "Intervals are 95 % intervals. Accuracy, specificity: made up.",
    "No interval: AUROC of “large, plain, epochs: 20”, AUROC of “small” (every resample gives 0.667).",
  ]);
  const other = comparedRow("small", 0.8, false);
  const againstBest = { ...other.againstBest!, difference: alone } as ComparedRow["againstBest"]; // paired, as made
  expect(notesOf({ ...other, againstBest })[1]).toMatch(/^No interval: less the best of “small/);
});

test("a brief table's notes leave out the columns that it leaves out, and nothing else", () => {
  const tasks = [{ task: "multi", positive: null, rows: [best] }];
  expect(briefNotes({ tasks, notes: ["Before.", METHODS, "After."] })).toEqual([
    "Before.",
    "Intervals are 95 % intervals. Accuracy, AUROC: made up.",
    "After.",
  ]);
  expect(briefNotes({ tasks, notes: ["As written by others."] })).toEqual(["As written by others."]);
});

test("runs of a row that have different splits are told, with what that means", () => {
  const split = { ...best, runs: ["a", "b"], imagesOfRuns: [36, 36] };
  expect(notesOf(split)[1]).toMatch(/^Runs of a row have different splits: each run's figures are of its own images/);
  expect(notesOf(split, best)[1]).toMatch(/^Runs of “large, plain, epochs: 20” have different splits/);
});

test("rows of too few patients are told, once for each number", () => {
  const few = (patients: number): ComparedRow => ({ ...best, patients });
  expect(notesOf(few(5), few(5), few(6))).toEqual([
    METHODS,
    expect.stringMatching(/^5 patients: intervals of fewer than 6 patients are too narrow/),
  ]);
});

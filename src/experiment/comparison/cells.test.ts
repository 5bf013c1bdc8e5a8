import { expect, test } from "vitest";
import { comparedRow, comparisonOf, type madeComparison } from "../../../tests/support/comparison.ts";
import { nameOfRow } from "../../run/index.ts";
import { undefinedFigure } from "../../statistics/index.ts";
import { cellsOf, type TaskCells } from "./cells.ts";

const other = comparedRow("small", 0.5, false);

const briefly = (comparison: typeof madeComparison): TaskCells => cellsOf(comparison, { brief: true })[0]!;

test("figures with intervals, what was reported, and each row against the best", () => {
  const unpaired = { kind: "not paired", reason: "judged on other images: 3 of 5" } as const;
  const auroc = undefinedFigure(0, "made up", "no image");
  const { header, rows, words } = briefly(
    comparisonOf(
      { ...comparedRow("large", 0.9, true), opening: null },
      { ...other, opening: 1 },
      { ...other, opening: 1, figures: { ...other.figures, auroc }, againstBest: unpaired },
    ),
  );
  expect(header.slice(0, words)).toEqual(["network", "enhance", "epochs"]);
  expect(header.slice(words)).toEqual([
    ...["published", "accuracy", "AUROC (mean)"],
    ...["less the best (accuracy)", "p (Holm)"],
  ]);
  expect(rows.map(({ cells }) => cells.slice(3))).toEqual([
    ["0.875", "0.900 (0.850 to 0.940)", "0.850 (0.800 to 0.890)", "best", ""],
    ["", "0.500 (0.450 to 0.540)", "0.850 (0.800 to 0.890)", "−0.100 (−0.150 to −0.060)", "<0.001"],
    ["", "0.500 (0.450 to 0.540)", "-", "not the same images", ""],
  ]);
});

test("figures of a test part that had been opened before are marked, each", () => {
  const { rows } = briefly(comparisonOf({ ...other, opening: 2 }, { ...other, opening: 1 }));
  expect(rows.map(({ cells }) => cells.slice(4, 6))).toEqual([
    ["0.500 (0.450 to 0.540) †", "0.850 (0.800 to 0.890) †"],
    ["0.500 (0.450 to 0.540)", "0.850 (0.800 to 0.890)"],
  ]);
});

test("a task has a table of its own, and no column", () => {
  const row = { ...other, values: { network: "small", task: "multi" } };
  const { header } = briefly({ ...comparisonOf(row), columns: ["network", "task"], reportedBy: null });
  expect(header.slice(0, 2)).toEqual(["network", "accuracy"]);
});

test("runs are counted where a row has several", () => {
  const { header, rows } = briefly(comparisonOf(other, { ...other, runs: ["one", "two"] }));
  const column = header.indexOf("runs");
  expect(rows.map(({ cells }) => cells[column])).toEqual(["1", "2"]);
});

test("an image whose patient is not known is no patient; runs with different splits are told", () => {
  const unknown = { ...other, images: 36, patients: 36, patientsKnown: false };
  expect(briefly(comparisonOf(unknown)).extent).toBe("36 images, patients not known");
  const { header, rows } = briefly(comparisonOf(unknown, other));
  expect(rows.map(({ cells }) => cells[header.indexOf("patients")])).toEqual(["not known", "90"]);
  const split = { ...other, images: 66, patients: 60, imagesOfRuns: [36, 36] };
  expect(briefly(comparisonOf(split)).extent).toBe("66 images of 60 patients; 36 in each run, whose splits differ");
});

test("a row is called the same in the table as in notes and plots", () => {
  const enhanced = { ...other, values: { ...other.values, enhance: "yes" } };
  expect(briefly(comparisonOf(enhanced, other)).rows.map(({ cells }) => cells[1])).toEqual(["enhanced", "plain"]);
  expect(nameOfRow(enhanced)).toBe("small, enhanced, epochs: 20");
});

test("images and patients are told once where all rows have as many, else row by row", () => {
  expect(briefly(comparisonOf(other, other)).extent).toBe("1100 images of 90 patients");
  const { header, rows, extent } = briefly(comparisonOf(other, { ...other, patients: 80 }));
  const column = header.indexOf("patients");
  expect([extent, ...rows.map(({ cells }) => cells[column])]).toEqual([null, "90", "80"]);
});

import { expect, test } from "vitest";
import type { ComparedRow, Comparison } from "../../run/index.ts";
import { cellsOf } from "./cells.ts";
import { toCsv, toLatex, toMarkdown } from "./formats.ts";

const figure = (estimate: number) => ({
  estimate,
  low: estimate - 0.1,
  high: estimate + 0.1,
  n: 50,
  method: "a method",
});
const none = { estimate: null, low: null, high: null, n: 0, method: "a method", reason: "no image" };

const row = (given: Partial<ComparedRow>): ComparedRow => ({
  values: { network: "resnet101", enhance: "yes" },
  runs: ["a"],
  images: 50,
  patients: 40,
  opening: 1,
  figures: { accuracy: figure(0.5), sensitivity: figure(0.6), specificity: figure(0.7), auroc: none },
  reported: null,
  isBest: false,
  againstBest: null,
  ...given,
});

const comparison: Comparison = {
  version: 1,
  title: "A & B | 50 %",
  data: null,
  part: "test",
  reportedBy: "published",
  columns: ["network", "enhance"],
  tasks: [
    {
      task: "binary:covid",
      positive: "covid",
      rows: [
        row({ isBest: true, reported: 0.98 }),
        row({
          values: { network: "a_b", enhance: "no" },
          againstBest: {
            kind: "paired",
            difference: figure(-0.1),
            p: 0.0004,
            adjusted: 0.0004,
            test: "McNemar, mid-p",
            auroc: null,
          },
        }),
        row({ againstBest: { kind: "not paired", reason: "judged on other images: 3 of 5" } }),
      ],
    },
  ],
  notes: ["Of <all> images."],
};

test("cells: figures with intervals, what was reported, and each row against the best", () => {
  const [{ header, rows }] = cellsOf(comparison, { brief: true }) as [ReturnType<typeof cellsOf>[number]];
  expect(header).toEqual([
    "network",
    "enhance",
    "runs",
    "images",
    "patients",
    "published",
    "accuracy",
    "AUROC (covid)",
    "less the best",
    "p",
  ]);
  const said = rows.map(({ cells }) => cells.slice(5));
  expect(said).toEqual([
    ["0.980", "0.500 (0.400 to 0.600)", "-", "best", ""],
    ["", "0.500 (0.400 to 0.600)", "-", "-0.100 (-0.200 to 0.000)", "<0.001"],
    ["", "0.500 (0.400 to 0.600)", "-", "not the same images", ""],
  ]);
});

test("figures of a test part that had been opened before are marked, each", () => {
  const [task] = comparison.tasks;
  const seen = { ...comparison, tasks: [{ ...task!, rows: [row({ opening: 2 }), row({ opening: 1 })] }] };
  const [{ rows }] = cellsOf(seen, { brief: true }) as [ReturnType<typeof cellsOf>[number]];
  expect(rows.map(({ cells }) => cells.slice(6, 8))).toEqual([
    ["0.500 (0.400 to 0.600) †", "-"],
    ["0.500 (0.400 to 0.600)", "-"],
  ]);
  expect(toLatex(seen)).toContain("(0.400 to 0.600) \\textsuperscript{\\dag}");
  expect(toCsv(seen)).toContain(",50,40,2,0.5,");
});

test("a figure without an interval stands as its estimate in every format", () => {
  const alone = {
    estimate: 2 / 3,
    low: null,
    high: null,
    n: 6,
    method: "a method",
    reason: "every resample gives 0.667",
  };
  const [task] = comparison.tasks;
  const rows = [row({ figures: { ...row({}).figures, auroc: alone } })];
  const told = { ...comparison, tasks: [{ ...task!, rows }] };
  expect(cellsOf(told, { brief: true })[0]!.rows[0]!.cells[7]).toBe("0.667 (no interval)");
  expect(toMarkdown(told)).toContain("| 0.667 (no interval) |");
  expect(toLatex(told)).toContain("& 0.667 (no interval) &");
  expect(toCsv(told)).toContain(`,${2 / 3},,,,no,`);
});

test("CSV: a row for each, numbers in columns of their own", () => {
  const [header, first, second] = toCsv(comparison).split("\r\n") as [string, string, string];
  expect(header.split(",").slice(0, 10)).toEqual([
    "task",
    "network",
    "enhance",
    "runs",
    "images",
    "patients",
    "opening",
    "accuracy",
    "accuracy_low",
    "accuracy_high",
  ]);
  expect(first).toBe(
    "binary:covid,resnet101,yes,1,50,40,1,0.5,0.4,0.6,0.6,0.5,0.7,0.7,0.6,0.7999999999999999,,,,0.98,yes,,,,,,",
  );
  expect(second).toContain(",no,-0.1,-0.2,0,0.0004,0.0004,");
});

test("Markdown: bars are escaped, the best row is bold", () => {
  const lines = toMarkdown(comparison).split("\n");
  expect(lines).toContain("# A & B | 50 %");
  expect(lines.find((line) => line.startsWith("| **resnet101**"))).toContain("**0.500 (0.400 to 0.600)**");
  expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(5);
});

test("LaTeX: signs that mean something to it are escaped", () => {
  const text = toLatex(comparison);
  expect(text).toContain("\\caption{A \\& B | 50 \\%, binary:covid. Of $<$all> images.}");
  expect(text).toContain("a\\_b & no");
  expect(text.match(/\\\\$/gm)).toHaveLength(4);
});

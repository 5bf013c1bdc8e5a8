import { expect, test } from "vitest";
import { formatFitted } from "./fitted-table.ts";
import { formatTable } from "./table.ts";
import { outputWidth } from "./terminal.ts";
import { formatNotes } from "./wrapping.ts";

const rows = [
  ["mistake", "accuracy (covid)", "worth"],
  ["red and blue swapped in grey", "0.912 (0.861 to 0.950)", "-3.0 (-7.0 to 0.0)"],
  ["a-name-of-hyphens", "0.900 (0.800 to 0.950)", "-"],
];

test("with room, or where no terminal reads it, it is the table that it would be", () => {
  for (const width of [80, outputWidth()]) expect(formatFitted(rows, width)).toBe(formatTable(rows));
});

test("without, the widest columns are wrapped; an interval and a minus stay whole, rows stand apart", () => {
  expect(formatFitted(rows, 46).split("\n")).toEqual([
    "mistake       accuracy (covid)  worth",
    "",
    "red and blue  0.912             -3.0",
    "swapped in    (0.861 to 0.950)  (-7.0 to 0.0)",
    "grey",
    "",
    "a-name-of-    0.900             -",
    "hyphens       (0.800 to 0.950)",
  ]);
});

test("a head of several lines leaves rows together", () => {
  const short = [
    ["images", "less the best (accuracy)"],
    ["36", "-0.1"],
    ["36", "best"],
  ];
  expect(formatFitted(short, 25)).toBe("images  less the best\n        (accuracy)\n36      -0.1\n36      best");
});

test("where that is not enough, intervals are wrapped too; what cannot be is wider", () => {
  const lines = formatFitted(rows.slice(0, 2), 39).split("\n");
  expect(lines.slice(-3)).toEqual([
    "red and blue  0.912 (0.861  -3.0 (-7.0",
    "swapped in    to 0.950)     to 0.0)",
    "grey",
  ]);
  const least = formatFitted(rows, 0);
  expect(Math.max(...least.split("\n").map(({ length }) => length))).toBe("swapped  accuracy  (-7.0".length);
});

test("notes are wrapped behind a dash", () => {
  expect(formatNotes(["one two three", "four"], 9)).toBe("- one two\n  three\n- four");
});

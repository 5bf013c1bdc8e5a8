import { expect, test } from "vitest";
import { comparedRow, comparisonOf, madeComparison } from "../../../tests/support/comparison.ts";
import { toLatex } from "./latex.ts";

test("signs that mean something to it are escaped", () => {
  const made = { ...comparisonOf(comparedRow("a_b", 0.5, false)), title: "A & B, 50 %", notes: ["Of “<all>”."] };
  const text = toLatex(made);
  expect(text).toContain("\\caption{A \\& B, 50 \\%: multi, judged on test images.}");
  expect(text).toContain("  a\\_b & plain & 20 &");
  expect(text).toContain("Of ``$<$all$>$''.");
  expect(text).toContain("(0.450 to 0.540) \\textsuperscript{\\dag} &");
});

test("intervals stand below their estimates, with a true minus; the best row is bold", () => {
  const text = toLatex(madeComparison);
  expect(text).toContain(" & $-$0.100 & $<$0.001 \\\\\n");
  expect(text).toContain(" & ($-$0.150 to $-$0.060) &  \\\\\n");
  expect(text).toContain("  \\textbf{large} & ");
  expect(text).toContain(" & \\textbf{(0.862 to 0.952)} & ");
  expect(text.match(/\\\\$/gm)).toHaveLength(2 * 3); // of the head and of two rows
});

test("of several tables the notes stand below the last", () => {
  const [task] = madeComparison.tasks;
  const text = toLatex({ ...madeComparison, tasks: [task!, { ...task!, task: "binary:covid" }] });
  expect(text.split("Intervals are made up.")).toHaveLength(2);
  expect(text.indexOf("made up")).toBeGreaterThan(text.indexOf("\\label{tab:binary-covid}"));
});

import { expect, test } from "vitest";
import { comparedRow, comparisonOf, madeComparison } from "../../../tests/support/comparison.ts";
import { toMarkdown } from "./markdown.ts";

test("a table for each task, its best row in bold, notes below", () => {
  const lines = toMarkdown(madeComparison).split("\n");
  expect(lines.slice(0, 5)).toEqual(["# two networks", "", "Judged on test images of data.", "", "## multi"]);
  expect(lines.find((line) => line.startsWith("| **large**"))).toContain("| **0.912 (0.862 to 0.952)** |");
  expect(lines.find((line) => line.startsWith("| inceptionresnetv2"))).toMatch(/ \\<0\.001 \|$/);
  expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(4);
  expect(lines.at(-2)).toBe("- Intervals are made up.");
});

test("signs that mean something to it are escaped", () => {
  const text = toMarkdown({ ...comparisonOf(comparedRow("a|b", 0.5, false)), title: "A | *B*", notes: ["Of <all>."] });
  expect(text).toContain("# A \\| \\*B\\*\n");
  expect(text).toContain("| a\\|b |");
  expect(text).toContain("- Of \\<all\\>.\n");
});

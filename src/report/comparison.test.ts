/** Runs side by side: the best in colour, the others by their difference, what was reported as a tick. */
import { expect, test } from "vitest";
import { comparedRow, comparisonOf } from "../../tests/support/comparison.ts";
import type { ComparedRow, Comparison } from "../run/index.ts";
import { comparisonPage } from "./comparison.ts";

const row = (network: string, accuracy: number, isBest: boolean): ComparedRow => ({
  ...comparedRow(network, accuracy, isBest),
  opening: null,
});

const comparison: Comparison = {
  ...comparisonOf(row("small", 0.812, false), row("large", 0.912, true)),
  title: "Two <networks>",
  part: "validation",
};
const page = comparisonPage(comparison);

test("names the best, and marks validation", () => {
  expect(page).toContain("<dt>All classes</dt><dd>large, plain, epochs: 20: 0.912 (0.862 to 0.952)</dd>");
  expect(page).toContain("Upright ticks: accuracies as published.");
  expect(page).toContain("this part chose the weights");
  expect(page).toContain("Two &lt;networks&gt;");
});

test("rows of the same accuracy share it; a binary task is told in words", () => {
  const rows = [row("small", 0.667, true), row("large", 0.667, false)];
  const tied = comparisonPage({ ...comparison, tasks: [{ task: "binary:covid", positive: "covid", rows }] });
  expect(tied).toContain(
    "<dt>Covid against the rest</dt><dd>“small, plain, epochs: 20” and “large, plain, epochs: 20”, the same: 0.667</dd>",
  );
  expect(tied).toContain("Covid against the rest</h2>");
});

test("a row whose test part had been opened before is marked, and what the mark means is told", () => {
  const seen = { ...row("large", 0.912, true), opening: 2 };
  const tasks = [{ task: "multi", positive: null, rows: [{ ...row("small", 0.812, false), opening: 1 }, seen] }];
  const marked = comparisonPage({ ...comparison, part: "test", tasks });
  expect(marked).toContain("<dd>large, plain, epochs: 20 †: 0.912");
  expect(marked).not.toMatch(/small[^<]*†/);
  expect(marked).toContain("† The test part had been opened before: no longer unseen.");
  expect(page).not.toContain("†");
});

test("says that the largest of several flatters, where there are several", () => {
  const alone = { ...comparison, tasks: [{ task: "multi", positive: null, rows: [row("large", 0.912, true)] }] };
  expect([page, comparisonPage(alone)].map((text) => text.includes("partly by chance"))).toEqual([true, false]);
});

test("differences are told with their corrected p, four small multiples before them", () => {
  expect(page.match(/<svg class="drawing" id="figure-0-/g)).toHaveLength(4);
  expect(page).toContain(`<span class="estimate">−0.100</span> <span class="bounds">−0.150 to −0.060</span>`);
  expect(page).toContain("&lt;0.001");
  expect(page.match(/beside-tick"/g)).toHaveLength(1);
});

test("rows that are named by their runs have a table of the options in which these differ", () => {
  const rows = [row("small", 0.812, false), row("large", 0.912, true)].map((each) => ({
    ...each,
    values: { run: `runs/${each.values.network}`, ...each.values },
  }));
  const named = comparisonPage({
    ...comparisonOf(...rows),
    columns: ["run", "network", "enhance", "epochs"],
  });
  expect(named).toContain("<dt>All classes</dt><dd>runs/large: 0.912 (0.862 to 0.952)</dd>");
  expect(named).toContain('<th scope="row">runs/small</th><td class="words">small</td><td class="words">plain</td>');
  expect(page).not.toContain("Options in which runs differ");
});

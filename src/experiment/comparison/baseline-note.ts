/** Under a comparison: which rows are not shown to be better than what takes no model. */
import { formatShare } from "../../figures/index.ts";
import { isDoubted, saying } from "../../report/index.ts";
import { type ComparedTask, nameOfRow } from "../../run/index.ts";
import { firstFew } from "../../util/first-few.ts";
import type { JudgedRun } from "./judged-run.ts";
import { quoted } from "./quoted.ts";

interface Baseline {
  /** "always says normal"; on other images it may be another class. */
  readonly names: readonly string[];
  readonly accuracy: number;
}

/** runs: of every row of the task. A sentence where there are such rows, else nothing. */
export function baselineNote({ task, rows }: ComparedTask, runs: readonly (readonly JudgedRun[])[]): string[] {
  const doubted = rows.flatMap((row, i) => {
    const baseline = baselineOf(runs[i]!);
    return baseline !== undefined && isDoubted(row.figures.accuracy, baseline.accuracy)
      ? [{ row: nameOfRow(row), baseline }]
      : [];
  });
  if (doubted.length === 0) return [];
  const shares = [...new Set(doubted.map(({ baseline }) => formatShare(baseline.accuracy)))];
  const isAll = doubted.length === rows.length && rows.length > 1;
  const which = isAll ? "all rows" : firstFew(doubted.map(({ row }) => quoted(row)));
  const what = doingOf(doubted.flatMap(({ baseline }) => baseline.names));
  return [`${task}: ${what} is right in ${shares.join(" or ")}. By accuracy not shown to do better: ${which}.`];
}

function doingOf(names: readonly string[]): string {
  return new Set(names).size === 1 ? saying(names[0]!) : "always saying the most common class";
}

/** The mean over the runs, as the row's accuracy is. */
function baselineOf(runs: readonly JudgedRun[]): Baseline | undefined {
  const found = runs.flatMap(({ metrics: { baselines } }) => baselines.slice(0, 1));
  const accuracies = found.flatMap(({ accuracy: { estimate } }) => (estimate === null ? [] : [estimate]));
  if (accuracies.length === 0) return undefined;
  return { names: found.map(({ name }) => name), accuracy: accuracies.reduce((a, b) => a + b) / accuracies.length };
}

/** Under a comparison: which rows are not shown to be better than what takes no model. */
import { formatShare } from "../../figures/index.ts";
import { type ComparedTask, nameOfRow } from "../../run/index.ts";
import type { JudgedRun } from "./judged-run.ts";
import { listed } from "./listed.ts";

interface Baseline {
  /** "always says normal" */
  readonly name: string;
  readonly accuracy: number;
}

/** runs: of every row of the task. A sentence where there are such rows, else nothing. */
export function baselineNote({ task, rows }: ComparedTask, runs: readonly (readonly JudgedRun[])[]): string[] {
  const doubted = rows.flatMap((row, i) => {
    const { accuracy } = row.figures;
    const baseline = baselineOf(runs[i]!);
    const isBetter = baseline === undefined || accuracy.estimate === null || accuracy.low > baseline.accuracy;
    return isBetter ? [] : [{ name: nameOfRow(row), baseline }];
  });
  if (doubted.length === 0) return [];
  const doing = doubted[0]!.baseline.name.replace(/^always says /, "always saying ");
  const shares = [...new Set(doubted.map(({ baseline }) => formatShare(baseline.accuracy)))];
  const which = doubted.length === rows.length ? "all rows" : listed(doubted.map(({ name }) => `“${name}”`));
  return [`${task}: ${doing} is right in ${shares.join(" or ")}. By accuracy not shown to do better: ${which}.`];
}

/** The mean over the runs, as the row's accuracy is. */
function baselineOf(runs: readonly JudgedRun[]): Baseline | undefined {
  const found = runs.flatMap(({ metrics: { baselines } }) => baselines.slice(0, 1));
  const accuracies = found.flatMap(({ accuracy: { estimate } }) => (estimate === null ? [] : [estimate]));
  if (accuracies.length === 0) return undefined;
  return { name: found[0]!.name, accuracy: accuracies.reduce((a, b) => a + b) / accuracies.length };
}

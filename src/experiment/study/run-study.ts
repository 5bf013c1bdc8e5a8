/** An experiment from its plan to its table. */

import type { Comparison } from "../../run/index.ts";
import { compareRuns, type RowOfRuns } from "../comparison/compare-runs.ts";
import { writeTables } from "../comparison/table-files.ts";
import { type Experiment, type PlannedRun, POOLED, plannedRuns } from "./plan.ts";
import { runPath, type StudyFolder } from "./study-folder.ts";
import { type FailedRun, type Place, type StudyEvent, type WorkedThrough, workThrough } from "./work-through.ts";

export interface StudyResult {
  readonly folder: string;
  /** Of the runs that have finished; null: none has. */
  readonly comparison: Comparison | null;
  readonly failed: readonly FailedRun[];
  /** Names of runs that were interrupted, or never begun. */
  readonly unfinished: readonly string[];
}

/** What a table says besides what its runs do. */
export interface Beside {
  /** Accuracies that others have reported, for rows of a task; their notes. */
  readonly reported?: { readonly by: string; accuracyOf(row: RowOfRuns["values"]): number | null };
  readonly notes?: readonly string[];
}

/** Throws what workThrough throws. */
export async function runStudy(
  experiment: Experiment,
  place: Place,
  emit: (event: StudyEvent) => void,
  signal: AbortSignal,
  beside: Beside = {},
): Promise<StudyResult> {
  const worked = await workThrough({ ...experiment, runs: plannedRuns(experiment) }, place, emit, signal);
  const { study, failed } = worked;
  const comparison = await comparisonOf(worked, experiment, beside);
  if (comparison !== null) await writeTables(study.folder, comparison);
  return { folder: study.folder, comparison, failed, unfinished: worked.unfinished.map(({ name }) => name) };
}

async function comparisonOf(
  { study, finished, failed, unfinished }: WorkedThrough,
  { name, judge, data }: Experiment,
  { reported, notes = [] }: Beside,
): Promise<Comparison | null> {
  if (finished.length === 0) return null;
  const missing = [...failed.map(({ run }) => run), ...unfinished.map((run) => run.name)];
  const rows = rowsOf(finished, study).map((row) => ({ ...row, reported: reported?.accuracyOf(row.values) ?? null }));
  return compareRuns(rows, { title: name, data, part: judge, missing, reportedBy: reported?.by ?? null, notes });
}

/** Runs that differ in seed or fold alone are one row. */
function rowsOf(runs: readonly PlannedRun[], study: Pick<StudyFolder, "runs">): RowOfRuns[] {
  const rows = new Map<string, { readonly values: Readonly<Record<string, string>>; readonly runs: string[] }>();
  for (const run of runs) {
    const values = Object.fromEntries(Object.entries(run.values).filter(([column]) => !POOLED.includes(column)));
    const key = JSON.stringify(values);
    const row = rows.get(key) ?? { values, runs: [] };
    row.runs.push(runPath(study, run));
    rows.set(key, row);
  }
  return [...rows.values()];
}

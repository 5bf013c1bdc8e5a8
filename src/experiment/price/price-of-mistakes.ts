/** The published method's mistakes turned off one at a time: runs of their own where one is needed, then what each was worth. */

import type { Price, PriceRow } from "../../run/index.ts";
import { type PlannedRun, plannedRuns } from "../study/plan.ts";
import { changesOf, type PublishedGrid } from "../study/published.ts";
import { runPath, type StudyFolder } from "../study/study-folder.ts";
import { type FailedRun, type Place, type StudyEvent, workThrough } from "../study/work-through.ts";
import { MISTAKES, PUBLISHED, priceExperiment, runsOf } from "./mistakes.ts";
import { corrected, priceOf, priceOfSwap, priceOfValidation } from "./price.ts";
import { writePrice } from "./price-files.ts";
import { notesOnPrice } from "./price-notes.ts";

export interface PriceResult {
  readonly folder: string;
  /** null: no task has its published run. */
  readonly price: Price | null;
  readonly failed: readonly FailedRun[];
  readonly unfinished: readonly string[];
}

/** Throws what workThrough throws. */
export async function priceOfMistakes(
  grid: PublishedGrid,
  place: Place,
  emit: (event: StudyEvent) => void,
  signal: AbortSignal,
): Promise<PriceResult> {
  const experiment = priceExperiment(grid);
  const { study, finished, failed, unfinished } = await workThrough(
    { ...experiment, runs: plannedRuns(experiment) },
    place,
    emit,
    signal,
  );
  const known = { folder: study.folder, failed, unfinished: unfinished.map(({ name }) => name) };
  const tasks = await Promise.all(grid.tasks.map((task) => priceIn(task, finished, study)));
  const rows = tasks.flatMap((each) => each.rows);
  if (rows.length === 0) return { ...known, price: null };
  const notes = [...notesOnPrice(rows), ...tasks.flatMap((each) => each.notes), ...seedNote(grid), ...changesOf(grid)];
  const price: Price = { version: 1, data: grid.data, network: grid.networks[0]!, rows, notes };
  await writePrice(study.folder, price);
  return { ...known, price };
}

const seedNote = ({ seeds }: PublishedGrid): string[] =>
  seeds.length > 1 ? [] : ["Every run has one seed: what another seed would change is not in the intervals."];

async function priceIn(
  task: string,
  finished: readonly PlannedRun[],
  study: StudyFolder,
): Promise<{ rows: PriceRow[]; notes: string[] }> {
  const foldersOf = (word: string): string[] => runsOf(finished, word, task).map((run) => runPath(study, run));
  const published = foldersOf(PUBLISHED);
  if (published.length === 0) return { rows: [], notes: [] };
  const known = MISTAKES.filter(({ word }) => foldersOf(word).length > 0);
  const rows = await Promise.all(
    known.map(({ name, instead, word }) =>
      priceOf({ task, mistake: name, instead, published, without: foldersOf(word) }),
    ),
  );
  if (task === "multi") return { rows: corrected(rows), notes: [] };
  const validation = await priceOfValidation(task, published);
  const { row, note } = await priceOfSwap(task, published);
  return { rows: corrected([...rows, validation, row]), notes: [note] };
}

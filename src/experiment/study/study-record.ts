/**
 * experiment.json: what an experiment was asked for, so that it goes on as it began. Runs may be added and taken out later. A run is known by its
 * options: it keeps its folder, though longer lists would name it otherwise. Threads, which change the last places of figures, stay whatever the
 * number of workers.
 */
import { z } from "zod";
import { readJson, writeJson } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { exists } from "../../util/exists.ts";
import { groupBy } from "../../util/group.ts";
import { parseTrainOptions } from "../parse-options.ts";
import type { PlannedRun } from "./plan.ts";
import type { StudyFolder } from "./study-folder.ts";

const runSchema = z.strictObject({
  name: z.string(),
  options: z.record(z.string(), z.json()),
  values: z.record(z.string(), z.string()),
});

const recordSchema = z.strictObject({
  version: z.literal(1),
  /** The absolute path of DATA. */
  data: z.string(),
  judge: z.enum(["validation", "test"]),
  reason: z.string().nullable(),
  /** Of each run. */
  threads: z.int().positive(),
  runs: z.array(runSchema),
  /** Asked for before, and no longer; their folders stay. */
  takenOut: z.array(runSchema).default([]),
});

export type StudyRecord = z.infer<typeof recordSchema>;
type RecordedRun = z.infer<typeof runSchema>;

/** What is asked for from now on. */
type Asked = Omit<StudyRecord, "takenOut">;

/** The record as it holds from now on, written: its runs in the order of those asked for. Throws E_EXPERIMENT_OTHER where the folder holds another experiment. */
export async function keepRecord({ folder, experiment }: StudyFolder, asked: Asked): Promise<StudyRecord> {
  const before = (await exists(experiment)) ? await readJson(experiment, recordSchema) : null;
  const record = before === null ? { ...asked, takenOut: [] } : goneOnWith(before, asked, folder);
  await writeJson(experiment, recordSchema, record);
  return record;
}

/** Throws what reading a run's file throws. */
export const readRecord = ({ experiment }: StudyFolder): Promise<StudyRecord> => readJson(experiment, recordSchema);

/** Of those asked for, the ones that the record does not know by their options, where there is one. */
export async function newRuns(
  { experiment }: StudyFolder,
  runs: readonly PlannedRun[],
): Promise<readonly PlannedRun[]> {
  if (!(await exists(experiment))) return runs;
  const { runs: recorded, takenOut } = await readJson(experiment, recordSchema);
  const known = new Set([...recorded, ...takenOut].map(identityOf));
  return runs.filter((run) => !known.has(identityOf(recordedRun(run))));
}

export const recordedRun = ({ name, options, values }: PlannedRun): RecordedRun => ({
  name,
  options: z.record(z.string(), z.json()).parse(options), // from a file of YAML
  values: { ...values },
});

function goneOnWith(before: StudyRecord, asked: Asked, where: string): StudyRecord {
  if (before.data !== asked.data) throw another(where, `data: ${before.data}`, `data: ${asked.data}`);
  if (before.judge !== asked.judge) throw another(where, `judge: ${before.judge}`, `judge: ${asked.judge}`);
  const known = [...before.runs, ...before.takenOut];
  const runs = underKnownNames(asked.runs, known);
  requireSame(known, runs, where);
  const names = new Set(runs.map(({ name }) => name));
  return { ...asked, threads: before.threads, runs, takenOut: known.filter(({ name }) => !names.has(name)) };
}

/** What a run does, whatever it is called: its options, those that it was not given with their defaults. */
const identityOf = ({ options }: RecordedRun): string => JSON.stringify(parseTrainOptions(options));

/** A run that is known has the name that it had, unless that is wanted for another. */
function underKnownNames(asked: readonly RecordedRun[], known: readonly RecordedRun[]): RecordedRun[] {
  const wanted = new Set(asked.map(({ name }) => name));
  const alike = groupBy(known, identityOf);
  const free = new Map([...alike].map(([identity, runs]) => [identity, runs.filter(({ name }) => !wanted.has(name))]));
  return asked.map((run) => {
    const identity = identityOf(run);
    const isKnown = alike.get(identity)?.some(({ name }) => name === run.name) ?? false;
    return isKnown ? run : { ...run, name: free.get(identity)?.shift()?.name ?? run.name };
  });
}

/** A name stands for the options that it had, and something must be left of what was there: else other options were given to all runs. */
function requireSame(known: readonly RecordedRun[], runs: readonly RecordedRun[], where: string): void {
  const before = new Map(known.map((run) => [run.name, run]));
  for (const run of runs) {
    const then = before.get(run.name);
    if (then !== undefined && identityOf(then) !== identityOf(run)) throw another(where, textOf(then), textOf(run));
  }
  if (!runs.some(({ name }) => before.has(name))) throw another(where, textOf(known[0]!), textOf(runs[0]!));
}

const textOf = ({ name, options }: RecordedRun): string => `${name}: ${JSON.stringify(options)}`;

const another = (where: string, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_EXPERIMENT_OTHER", "the folder holds another experiment", {
    kind: "usage",
    where,
    expected,
    received,
    fix: "give another folder by --out (or another name: in the file), or remove this one",
  });

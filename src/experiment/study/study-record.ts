/**
 * experiment.json: what an experiment was asked for, so that it goes on as it began. Runs may be added, taken out and corrected later. A run is
 * known by its options: it keeps its folder, though the file would name it otherwise now. Threads, which change the last places of figures, stay
 * whatever the number of workers.
 */
import { z } from "zod";
import { readJson, runFolder, writeJson } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { exists } from "../../util/exists.ts";
import { groupBy } from "../../util/group.ts";
import { parseTrainOptions } from "../parse-options.ts";
import type { PlannedRun } from "./plan.ts";
import { runPath, type StudyFolder } from "./study-folder.ts";

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
export async function keepRecord(study: StudyFolder, asked: Asked): Promise<StudyRecord> {
  const { experiment, folder } = study;
  const before = (await exists(experiment)) ? await readJson(experiment, recordSchema) : null;
  const record =
    before === null
      ? { ...asked, takenOut: [] }
      : goneOnWith(before, asked, await begunAmong(study, allOf(before)), folder);
  await writeJson(experiment, recordSchema, record);
  return record;
}

/** Throws what reading a run's file throws. */
export const readRecord = ({ experiment }: StudyFolder): Promise<StudyRecord> => readJson(experiment, recordSchema);

/** Of those asked for, the ones that the record does not know by their options, where there is one. */
export async function newRuns(study: StudyFolder, runs: readonly PlannedRun[]): Promise<readonly PlannedRun[]> {
  const known = new Set((await recordedIn(study)).map(identityOf));
  return runs.filter((run) => !known.has(identityOf(recordedRun(run))));
}

/** Of those asked for, the ones that nothing is there of. */
export async function unbegunRuns(study: StudyFolder, runs: readonly PlannedRun[]): Promise<readonly PlannedRun[]> {
  const recorded = await recordedIn(study);
  const begun = await begunAmong(study, recorded);
  const there = new Set(recorded.filter(({ name }) => begun.has(name)).map(identityOf));
  return runs.filter((run) => !there.has(identityOf(recordedRun(run))));
}

async function recordedIn({ experiment }: StudyFolder): Promise<RecordedRun[]> {
  return (await exists(experiment)) ? allOf(await readJson(experiment, recordSchema)) : [];
}

const allOf = ({ runs, takenOut }: StudyRecord): RecordedRun[] => [...runs, ...takenOut];

/** Names of those that have written their options. */
async function begunAmong(study: StudyFolder, runs: readonly RecordedRun[]): Promise<ReadonlySet<string>> {
  const there = await Promise.all(runs.map((run) => exists(runFolder(runPath(study, run)).config)));
  return new Set(runs.filter((_, i) => there[i]).map(({ name }) => name));
}

export const recordedRun = ({ name, options, values }: PlannedRun): RecordedRun => ({
  name,
  options: z.record(z.string(), z.json()).parse(options), // from a file of YAML
  values: { ...values },
});

/** begun: names of runs that something is there of. */
function goneOnWith(before: StudyRecord, asked: Asked, begun: ReadonlySet<string>, where: string): StudyRecord {
  if (before.data !== asked.data) throw another(where, `data: ${before.data}`, `data: ${asked.data}`);
  if (before.judge !== asked.judge) throw another(where, `judge: ${before.judge}`, `judge: ${asked.judge}`);
  const known = allOf(before);
  const runs = underFreeNames(asked.runs, known, begun);
  requireSome(
    known.filter(({ name }) => begun.has(name)),
    runs,
    where,
  );
  const names = new Set(runs.map(({ name }) => name));
  return { ...asked, threads: before.threads, runs, takenOut: known.filter(({ name }) => !names.has(name)) };
}

/** What a run does, whatever it is called: its options, those that it was not given with their defaults. */
const identityOf = ({ options }: RecordedRun): string => JSON.stringify(parseTrainOptions(options));

/** A run that is known has a name that it had; another never one whose folder holds something: bad-2 beside bad. */
function underFreeNames(
  asked: readonly RecordedRun[],
  known: readonly RecordedRun[],
  begun: ReadonlySet<string>,
): RecordedRun[] {
  const settled = knownNames(asked, known);
  const taken = new Set([...begun, ...settled.filter((name) => name !== null)]);
  const wanted = new Set(asked.map(({ name }) => name));
  return asked.map((run, i) => {
    const name = settled[i] ?? (taken.has(run.name) ? numbered(run.name, new Set([...taken, ...wanted])) : run.name);
    taken.add(name);
    return { ...run, name };
  });
}

/** Of each run the name that it had, best its own; null: it is not known. */
function knownNames(asked: readonly RecordedRun[], known: readonly RecordedRun[]): (string | null)[] {
  const alike = new Map([...groupBy(known, identityOf)].map(([identity, runs]) => [identity, runs.map(nameOf)]));
  const hasOwn = asked.map((run) => alike.get(identityOf(run))?.includes(run.name) ?? false);
  const own = new Set(asked.filter((_, i) => hasOwn[i]).map(nameOf));
  const free = new Map([...alike].map(([identity, names]) => [identity, names.filter((name) => !own.has(name))]));
  return asked.map((run, i) => (hasOwn[i] ? run.name : (free.get(identityOf(run))?.shift() ?? null)));
}

const nameOf = ({ name }: RecordedRun): string => name;

function numbered(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** Something must be left of what is there: else other options were given to all runs. */
function requireSome(there: readonly RecordedRun[], runs: readonly RecordedRun[], where: string): void {
  const [first] = there;
  const identities = new Set(there.map(identityOf));
  if (first === undefined || runs.some((run) => identities.has(identityOf(run)))) return;
  throw another(where, textOf(first), textOf(runs[0]!));
}

const textOf = ({ name, options }: RecordedRun): string => `${name}: ${JSON.stringify(options)}`;

const another = (where: string, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_EXPERIMENT_OTHER", "the folder holds the runs of another experiment", {
    kind: "usage",
    where,
    expected,
    received,
    fix: "give this one another folder by --out (or name: in the file); what is there stays",
  });

/**
 * experiment.json: what an experiment was asked for, so that it goes on as it began. Runs may be added and taken out later; one that stays must
 * be what it was, and threads, which change the last places of figures, stay whatever the number of workers.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { readJson, writeJson } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { exists } from "../../util/exists.ts";
import type { PlannedRun } from "./plan.ts";
import type { StudyFolder } from "./study-folder.ts";

const recordSchema = z.strictObject({
  version: z.literal(1),
  /** The absolute path of DATA. */
  data: z.string(),
  judge: z.enum(["validation", "test"]),
  reason: z.string().nullable(),
  /** Of each run. */
  threads: z.int().positive(),
  runs: z.array(
    z.strictObject({
      name: z.string(),
      options: z.record(z.string(), z.json()),
      values: z.record(z.string(), z.string()),
    }),
  ),
});

export type StudyRecord = z.infer<typeof recordSchema>;

/** The record as it holds from now on, written. Throws E_EXPERIMENT_OTHER where the folder holds another experiment. */
export async function keepRecord({ folder, experiment }: StudyFolder, asked: StudyRecord): Promise<StudyRecord> {
  const before = (await exists(experiment)) ? await readJson(experiment, recordSchema) : null;
  if (before !== null) requireSame(before, asked, folder);
  const record = before === null ? asked : { ...asked, threads: before.threads };
  await writeJson(experiment, recordSchema, record);
  return record;
}

/** Throws what reading a run's file throws. */
export const readRecord = ({ experiment }: StudyFolder): Promise<StudyRecord> => readJson(experiment, recordSchema);

export const recordedRun = ({ name, options, values }: PlannedRun): StudyRecord["runs"][number] => ({
  name,
  options: z.record(z.string(), z.json()).parse(options), // from a file of YAML
  values: { ...values },
});

function requireSame(before: StudyRecord, asked: StudyRecord, where: string): void {
  if (before.data !== asked.data) throw another(where, before.data, asked.data);
  if (before.judge !== asked.judge) throw another(where, `judge: ${before.judge}`, `judge: ${asked.judge}`);
  const known = new Map(before.runs.map((run) => [run.name, run.options]));
  for (const { name, options } of asked.runs) {
    const then = known.get(name);
    if (then !== undefined && !isDeepStrictEqual(then, options))
      throw another(where, `${name}: ${JSON.stringify(then)}`, `${name}: ${JSON.stringify(options)}`);
  }
}

const another = (where: string, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_EXPERIMENT_OTHER", "the folder holds another experiment", {
    kind: "usage",
    where,
    expected,
    received,
    fix: "give another folder by --out (or another name: in the file), or remove this one",
  });

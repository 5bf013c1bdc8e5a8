/** A run at a glance, from the files of its folder: what it is, how far it came, how good it is. Nothing is opened that is sealed. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { configSchema, type RunConfig } from "./config.ts";
import { type RunFolder, runFolder } from "./folder.ts";
import { type HistoryRow, readHistory } from "./history.ts";
import { readJson } from "./json.ts";
import { readLedger } from "./ledger.ts";
import { holderOf } from "./lock.ts";
import { type Metrics, metricsSchema } from "./metrics.ts";
import { type EpochPlace, stateSchema } from "./state.ts";

/** Where a run stands. running: by which process; stopped: after which epoch, null where none is complete; damaged: what is wrong. */
export type RunStanding =
  | { readonly kind: "finished" }
  | { readonly kind: "running"; readonly pid: number; readonly host: string; readonly at: EpochPlace | null }
  | { readonly kind: "stopped"; readonly at: EpochPlace | null }
  | { readonly kind: "damaged"; readonly problem: string };

export interface RunSummary {
  readonly folder: string;
  readonly standing: RunStanding;
  /** null in a damaged run. */
  readonly config: RunConfig | null;
  readonly history: readonly HistoryRow[];
  /** null while nothing was judged. */
  readonly metrics: Metrics | null;
  /** Of the test part. */
  readonly openings: number;
}

/** The folders of runs in a folder, by name; the folder itself, where it is one. Throws E_FOLDER where it cannot be read. */
export async function findRuns(folder: string): Promise<string[]> {
  if (await isRun(folder)) return [folder];
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: Error) => {
    throw new RoentgenError("E_FOLDER", "the folder of runs cannot be read", {
      kind: "usage",
      where: folder,
      expected: "a folder with runs in it",
      received: cause.message,
      fix: "name the folder: roentgen runs list FOLDER",
      cause,
    });
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const are = await Promise.all(folders.map(isRun));
  return folders.filter((_, i) => are[i]).sort();
}

/** Also one that has lost a part. */
async function isRun(folder: string): Promise<boolean> {
  const { config, checkpoint, manifest } = runFolder(folder);
  const found = await Promise.all([exists(config), exists(manifest), exists(checkpoint.folder)]);
  return found[0]! || (found[1]! && found[2]!);
}

export async function summarizeRun(folder: string): Promise<RunSummary> {
  const run = runFolder(folder);
  const nothing = { folder, config: null, history: [], metrics: null, openings: 0 };
  try {
    const config = await readJson(run.config, configSchema);
    const history = (await exists(run.history)) ? await readHistory(run.history) : [];
    const metrics = (await exists(run.metrics)) ? await readJson(run.metrics, metricsSchema) : null;
    const openings = (await readLedger(run.ledger)).length;
    return { folder, standing: await standingOf(run, metrics), config, history, metrics, openings };
  } catch (error) {
    if (!(error instanceof RoentgenError)) throw error;
    const problem = `${error.message}: ${error.details.where ?? error.code}`;
    return { ...nothing, standing: { kind: "damaged", problem } };
  }
}

/** A cross-validation has no validation part of its own. */
const isJudged = ({ validation, test }: Metrics): boolean => validation !== null || test.length > 0;

async function standingOf(run: RunFolder, metrics: Metrics | null): Promise<RunStanding> {
  const state = join(run.checkpoint.last, "state.json");
  const holder = holderOf(run.lock);
  if (holder === null && metrics !== null && isJudged(metrics)) {
    if (await exists(run.model)) return { kind: "finished" };
    return { kind: "damaged", problem: `the run lacks a file: ${run.model}` };
  }
  const reached = (await exists(state)) ? await readJson(state, stateSchema) : null;
  const at = reached && { phase: reached.phase, epoch: reached.epoch };
  return holder === null ? { kind: "stopped", at } : { kind: "running", pid: holder.pid, host: holder.host, at };
}

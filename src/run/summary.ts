/** A run at a glance, from the files of its folder: what it is, how far it came, how good it is. Nothing is opened that is sealed. */
import { join } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { configSchema, isCrossValidation, type RunConfig } from "./config.ts";
import { type RunFolder, runFolder } from "./folder.ts";
import { type HistoryRow, readHistory } from "./history.ts";
import { readJson } from "./json.ts";
import { readJudgedSoFar } from "./judged.ts";
import { holderOf } from "./lock.ts";
import type { Metrics, PartMetrics } from "./metrics.ts";
import { type EpochPlace, stateSchema } from "./state.ts";

/** Where a run stands. running: by which process; stopped: after which epoch, null where none is complete; damaged: what is wrong. */
type RunStanding =
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
  /** Of the test part; null where it has none, being a cross-validation, or is damaged. */
  readonly openings: number | null;
}

export async function summarizeRun(folder: string): Promise<RunSummary> {
  const run = runFolder(folder);
  const nothing = { folder, config: null, history: [], metrics: null, openings: null };
  try {
    const config = await readJson(run.config, configSchema);
    const history = (await exists(run.history)) ? await readHistory(run.history) : [];
    const { metrics, ledger } = await readJudgedSoFar(run);
    const openings = isCrossValidation(config) ? null : ledger.length;
    return { folder, standing: await standingOf(run, { config, metrics }), config, history, metrics, openings };
  } catch (error) {
    if (!(error instanceof RoentgenError)) throw error;
    const problem = `${error.message}: ${error.details.where ?? error.code}`;
    return { ...nothing, standing: { kind: "damaged", problem } };
  }
}

interface Known<Part extends string> {
  readonly part: Part;
  readonly figures: PartMetrics;
}

type Judged = Pick<RunSummary, "config" | "metrics">;

/** The most that is known of a run: its figures on the test part, when that was first opened; before, what it is known by. */
export function judgedBy(run: Judged): Known<"validation" | "test" | "out of fold"> | null {
  const opened = run.metrics?.test[0];
  if (opened === undefined || run.config === null || isCrossValidation(run.config)) return knownBy(run);
  return { part: "test", figures: opened.metrics };
}

/** What a run is known by: its figures on validation; of a cross-validation, which has no such part, each image's by the member that had not seen it. */
export function knownBy({ config, metrics }: Judged): Known<"validation" | "out of fold"> | null {
  if (config === null || metrics === null) return null;
  const { validation, outOfFold } = metrics;
  if (isCrossValidation(config)) return outOfFold ? { part: "out of fold", figures: outOfFold.metrics } : null;
  return validation && { part: "validation", figures: validation };
}

async function standingOf(run: RunFolder, judged: Judged): Promise<RunStanding> {
  const state = join(run.checkpoint.last, "state.json");
  const holder = holderOf(run.lock);
  if (holder === null && knownBy(judged) !== null) {
    if (await exists(run.model)) return { kind: "finished" };
    return { kind: "damaged", problem: `the run lacks a file: ${run.model}` };
  }
  const reached = (await exists(state)) ? await readJson(state, stateSchema) : null;
  const at = reached && { phase: reached.phase, epoch: reached.epoch };
  return holder === null ? { kind: "stopped", at } : { kind: "running", pid: holder.pid, host: holder.host, at };
}

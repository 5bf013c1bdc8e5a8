/**
 * The run folder: where its files lie, how it is named and made.
 */
import { access } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { makeFolder, requireNew } from "../util/folder.ts";

export interface RunFolder {
  readonly folder: string;
  readonly config: string;
  readonly manifest: string;
  readonly audit: string;
  readonly history: string;
  readonly model: string;
  readonly metrics: string;
  readonly ledger: string;
  readonly report: string;
  readonly modelCard: string;
  readonly events: string;
  /** Where an epoch's weights and state stand. */
  readonly checkpoint: Readonly<Record<"last" | "best", CheckpointFiles>>;
  readonly predictions: Readonly<Record<"validation" | "test", string>>;
}

export interface CheckpointFiles {
  readonly weights: string;
  readonly state: string;
}

/** The paths in a run folder; touches nothing. */
export function runFolder(folder: string): RunFolder {
  const at = (...names: string[]) => join(folder, ...names);
  const checkpoint = (name: string) => ({
    weights: at("checkpoint", name, "weights.safetensors"),
    state: at("checkpoint", name, "state.json"),
  });
  return {
    folder,
    config: at("config.json"),
    manifest: at("manifest.csv"),
    audit: at("audit.json"),
    history: at("history.csv"),
    model: at("model.onnx"),
    metrics: at("metrics.json"),
    ledger: at("ledger.jsonl"),
    report: at("report.html"),
    modelCard: at("model-card.md"),
    events: at("events.ndjson"),
    checkpoint: { last: checkpoint("last"), best: checkpoint("best") },
    predictions: { validation: at("predictions", "validation.csv"), test: at("predictions", "test.csv") },
  };
}

/** Makes the folder and those in it. Refuses one that holds anything: a run is never written over. */
export async function createRunFolder(folder: string): Promise<RunFolder> {
  await requireFree(folder);
  for (const name of ["checkpoint/last", "checkpoint/best", "predictions"]) await makeFolder(join(folder, name));
  return runFolder(folder);
}

/** Throws E_RUN_EXISTS where something lies in the folder: to be asked before any work. */
export const requireFree = (folder: string): Promise<void> =>
  requireNew(folder, { code: "E_RUN_EXISTS", what: "the run folder", fix: "give another folder by --out" });

/** A free name in the folder of runs, such as 2026-11-23-nasnetmobile-multi, then -2, -3. day: YYYY-MM-DD; network: a name or a file. */
export async function newRunName(runs: string, day: string, network: string, task: string): Promise<string> {
  const words = [day, basename(network, extname(network)), task];
  const name = words.join("-").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  for (let number = 1; ; number++) {
    const path = join(runs, number === 1 ? name : `${name}-${number}`);
    if (!(await exists(path))) return path;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

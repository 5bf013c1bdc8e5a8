/**
 * The run folder: where its files lie, how it is named and made.
 */
import { basename, extname, join } from "node:path";
import { exists } from "../util/exists.ts";
import { makeFolder, requireMakeable, requireNew } from "../util/folder.ts";

export interface RunFolder {
  readonly folder: string;
  readonly config: string;
  readonly manifest: string;
  readonly audit: string;
  readonly history: string;
  /** Its curves for TensorBoard. */
  readonly board: string;
  readonly model: string;
  readonly metrics: string;
  readonly ledger: string;
  readonly report: string;
  readonly modelCard: string;
  readonly events: string;
  /** Of the process that works on it. */
  readonly lock: string;
  readonly checkpoint: CheckpointFolders;
  /** outOfFold: of a cross-validation, which has neither of the others. */
  readonly predictions: Readonly<Record<"validation" | "test" | "outOfFold", string>>;
}

export interface CheckpointFolders {
  /** That the others lie in. */
  readonly folder: string;
  /** What the run goes on from. */
  readonly last: string;
  /** What it falls back to. */
  readonly before: string;
  /** The last one while it is being written. */
  readonly next: string;
  /** The weights of the best epoch, for who wants to use them. */
  readonly best: { readonly folder: string; readonly weights: string; readonly state: string };
}

/** The paths in a run folder; touches nothing. */
export function runFolder(folder: string): RunFolder {
  const at = (...names: string[]) => join(folder, ...names);
  const best = at("checkpoint", "best");
  return {
    folder,
    config: at("config.json"),
    manifest: at("manifest.csv"),
    audit: at("audit.json"),
    history: at("history.csv"),
    board: at("tensorboard", "events.out.tfevents.roentgen"),
    model: at("model.onnx"),
    metrics: at("metrics.json"),
    ledger: at("ledger.jsonl"),
    report: at("report.html"),
    modelCard: at("model-card.md"),
    events: at("events.ndjson"),
    lock: at(".lock"),
    checkpoint: {
      folder: at("checkpoint"),
      last: at("checkpoint", "last"),
      before: at("checkpoint", "before"),
      next: at("checkpoint", ".next"),
      best: { folder: best, weights: join(best, "weights.safetensors"), state: join(best, "state.json") },
    },
    predictions: {
      validation: at("predictions", "validation.csv"),
      test: at("predictions", "test.csv"),
      outOfFold: at("predictions", "out-of-fold.csv"),
    },
  };
}

/** Makes the folder and those in it. Refuses one that holds anything: a run is never written over. */
export async function createRunFolder(folder: string): Promise<RunFolder> {
  await requireFree(folder);
  await makeRunFolders(folder);
  return runFolder(folder);
}

/** The folders in it, where they are not there. */
export async function makeRunFolders(folder: string): Promise<void> {
  for (const name of ["checkpoint", "predictions", "tensorboard"]) await makeFolder(join(folder, name));
}

const requireFree = (folder: string): Promise<void> =>
  requireNew(folder, {
    code: "E_RUN_EXISTS",
    what: "the run folder",
    fix: "give another folder by --out, or go on with the run in it by --resume",
  });

/** Runs without a folder of their own lie in it. */
export const RUNS = "runs";

/** To be asked before any work, of --out or, where that is not given, of the folder of runs. Throws E_RUN_EXISTS and E_FOLDER_UNWRITABLE. */
export const requirePlace = (out: string | null): Promise<void> =>
  out === null ? requireMakeable(RUNS) : requireFree(out);

/** A free name in the folder of runs, such as 2026-11-23-nasnetmobile-multi, then -2, -3. day: YYYY-MM-DD; network: a name or a file. */
export async function newRunName(runs: string, day: string, network: string, task: string): Promise<string> {
  const words = [day, basename(network, extname(network)), task];
  const name = words.join("-").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  for (let number = 1; ; number++) {
    const path = join(runs, number === 1 ? name : `${name}-${number}`);
    if (!(await exists(path))) return path;
  }
}

/**
 * Judges a run: on its validation part again, or on the sealed test part, which is opened by this alone, with a reason, into the ledger.
 */
import { readFile } from "node:fs/promises";
import {
  differencesFromManifest,
  type ManifestImage,
  type Part,
  parseManifest,
  sha256OfFile,
} from "../dataset/index.ts";
import { createImagePool } from "../image/index.ts";
import { loadModel } from "../model/index.ts";
import {
  appendToLedger,
  configSchema,
  type LedgerEntry,
  metricsSchema,
  type PartMetrics,
  type RunFolder,
  readJson,
  readLedger,
  runFolder,
  writeJson,
  writePredictions,
} from "../run/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import { judge } from "./judge.ts";
import { predictPart } from "./predict-part.ts";

export interface EvaluateRequest {
  readonly folder: string;
  /** Why the test part is opened; null judges on validation. */
  readonly reason: string | null;
  readonly now: Date;
  readonly threads: number | undefined;
}

export interface Evaluation {
  readonly part: Extract<Part, "validation" | "test">;
  /** Of the test part: 1 the first time; what comes later is no longer unseen. null on validation. */
  readonly opening: number | null;
  readonly metrics: PartMetrics;
}

export interface Progress {
  start(images: number): void;
  step(): void;
}

/** Throws where the run, its model or its images are not what they were; nothing is opened or written then. */
export async function evaluate(
  { folder, reason, now, threads }: EvaluateRequest,
  runtime: Runtime,
  progress: Progress,
): Promise<Evaluation> {
  const run = runFolder(folder);
  const part = reason === null ? "validation" : "test";
  const { data } = await readJson(run.config, configSchema);
  await readLedger(run.ledger);
  const images = await unchangedImages(run, data.root, part);
  const model = await loadModel(run.model, runtime);
  const pool = createImagePool(threads === undefined ? {} : { threads });
  try {
    const entry = reason === null ? null : await open(run, reason, now);
    progress.start(images.length);
    const predictions = await predictPart(model, { root: data.root, images }, pool, progress.step);
    const metrics = judge(predictions, model.description.positive);
    await writePredictions(run.predictions[part], predictions);
    await writeMetrics(run, metrics, entry);
    return { part, opening: entry?.opening ?? null, metrics };
  } finally {
    await pool.close();
    await model.release();
  }
}

/** The ledger is written before anything is seen: whoever looks, has looked. */
async function open(run: RunFolder, why: string, now: Date): Promise<LedgerEntry> {
  return appendToLedger(run.ledger, { when: now.toISOString(), why, model: await sha256OfFile(run.model) });
}

async function unchangedImages(run: RunFolder, root: string, part: Part): Promise<ManifestImage[]> {
  const all = parseManifest(await readFile(run.manifest, "utf8"), run.manifest);
  const images = all.filter(({ split }) => split === part);
  const differences = await differencesFromManifest(images, root);
  if (differences.length === 0) return images;
  const shown = differences.slice(0, 5).map(({ path, problem }) => `${path} ${problem}`);
  throw new RoentgenError("E_DATA_CHANGED", "the images are not those that the run was made with", {
    where: root,
    expected: `${images.length} images as in ${run.manifest}`,
    received:
      shown.join(", ") + (differences.length > shown.length ? `, and ${differences.length - shown.length} more` : ""),
    fix: "bring the images back, or train a new run on the images as they are now",
  });
}

async function writeMetrics(run: RunFolder, metrics: PartMetrics, entry: LedgerEntry | null): Promise<void> {
  const before = await readJson(run.metrics, metricsSchema);
  const after =
    entry === null
      ? { ...before, validation: metrics }
      : { ...before, test: [...before.test, { opening: entry.opening, metrics }] };
  await writeJson(run.metrics, metricsSchema, after);
}

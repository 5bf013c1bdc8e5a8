/** A run's model in fewer bytes: made of the model, calibrated on training images, and compared with it on the validation part. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type LabelledImage, sha256OfFile } from "../../dataset/index.ts";
import {
  compareModels,
  type Progress,
  predictSource,
  type ReadRun,
  readManifest,
  unchangedImages,
} from "../../evaluation/index.ts";
import { readOnnx } from "../../graph/index.ts";
import { createImagePool, type Pixels, type PrepareOptions, toRgb } from "../../image/index.ts";
import { type ExportedModel, exportSmaller, fixedBatch, imageFeed, loadModel } from "../../model/index.ts";
import { configSchema, readJson, runFolder, type SmallerModel } from "../../run/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import { mapConcurrently } from "../../util/concurrent.ts";
import type { Precision } from "../../util/precision.ts";
import { shuffled, stream } from "../../util/random.ts";
import { inPrecision } from "./transform.ts";

export interface PrecisionRequest {
  /** Of the run. */
  readonly folder: string;
  readonly precision: Precision;
  /** How many training images to calibrate on; all of them where there are fewer. */
  readonly calibrationImages: number;
  /** Written into the result, and not compared. */
  readonly largestLoss: number;
  /** Of the processor; undefined: all. */
  readonly threads: number | undefined;
}

export interface PrecisionExport {
  readonly bytes: Uint8Array;
  readonly result: SmallerModel;
}

/** Writes nothing into the run. Throws what loading the model and reading the run's images throw, and E_FLOAT16_RANGE. */
export async function exportPrecision(
  request: PrecisionRequest,
  runtime: Runtime,
  progress: Progress,
): Promise<PrecisionExport> {
  const run = runFolder(request.folder);
  const config = await readJson(run.config, configSchema);
  const known = { run, config, manifest: await readManifest(run) };
  const work = await mkdtemp(join(tmpdir(), "roentgen-export-"));
  try {
    const { bytes, description } = await smallerModel(request, known, runtime, progress);
    const file = join(work, "model.onnx");
    await writeFile(file, bytes);
    const source = await unchangedImages(known, "validation", progress);
    const means = { runtime, threads: request.threads };
    const original = await predictSource(run.model, source, means, progress);
    const smaller = await predictSource(file, source, means, progress);
    const result: SmallerModel = {
      version: 1,
      precision: request.precision,
      model: await fileFacts(file),
      of: await fileFacts(run.model),
      calibration: { images: description.precision!.calibrationImages, seed: config.seed }, // of a smaller model
      part: "validation",
      comparison: compareModels(original.predictions, smaller.predictions, original),
      largestLoss: request.largestLoss,
    };
    return { bytes, result };
  } finally {
    await rm(work, { recursive: true });
  }
}

const fileFacts = async (path: string): Promise<SmallerModel["of"]> => ({
  sha256: await sha256OfFile(path),
  bytes: (await stat(path)).size,
});

async function smallerModel(
  { precision, calibrationImages, threads }: PrecisionRequest,
  known: ReadRun,
  runtime: Runtime,
  progress: Progress,
): Promise<ExportedModel> {
  const { run, config } = known;
  const model = await loadModel(run.model, runtime); // proves it, too
  await model.release();
  const { root, images } = await unchangedImages(known, "train", progress);
  const chosen = shuffled(images, stream(config.seed, "calibration")).slice(0, calibrationImages);
  const pixels = await readPixels(root, chosen, model.prepare, threads);
  const { graph } = readOnnx(await readFile(run.model));
  const isGrey = model.description.image.channels === 1;
  const size = fixedBatch(graph) ?? 1;
  const feeds = pixels.map((one) => imageFeed(Array<Pixels>(size).fill(isGrey ? one : toRgb(one)), size));
  const small = await inPrecision(graph, precision, feeds, runtime);
  const said = { kind: precision, of: await sha256OfFile(run.model), calibrationImages: chosen.length };
  return exportSmaller(small, model.description, said, runtime);
}

async function readPixels(
  root: string,
  images: readonly LabelledImage[],
  prepare: PrepareOptions,
  threads: number | undefined,
): Promise<Pixels[]> {
  const pool = createImagePool({ threads });
  try {
    return await mapConcurrently(images, 16, ({ path }) => pool.prepare(resolve(root, path), prepare));
  } finally {
    await pool.close();
  }
}

/** What a model says of labelled images. */
import { resolve } from "node:path";
import type { LabelledImage } from "../dataset/index.ts";
import { createImagePool, type ImagePool } from "../image/index.ts";
import { type Judgement, loadModel, type Model, type ModelDescription, predictFiles } from "../model/index.ts";
import type { PredictionRow, Predictions } from "../run/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { RoentgenError } from "../util/error.ts";
import { noneReadable } from "./nothing-left.ts";

export interface Source {
  /** The folder that paths are relative to. */
  readonly root: string;
  readonly images: readonly LabelledImage[];
}

export interface Progress {
  /** Files are hashed, images are judged. */
  start(count: number, unit: "files" | "images"): void;
  step(): void;
}

interface Means {
  readonly runtime: Runtime;
  readonly threads: number | undefined;
  /** Told of each image that cannot be read, which is left out; without it, such an image is an error. */
  readonly skip?: Skip | undefined;
}

export type Skip = (error: RoentgenError) => void;

interface Predicted {
  readonly predictions: Predictions;
  /** By row; null: not known. */
  readonly patients: readonly (string | null)[];
  readonly description: ModelDescription;
}

/** In the order of the images. Throws what loadModel throws, and the error of the first image that cannot be read, unless such are to be left out. */
export async function predictSource(
  file: string,
  source: Source,
  { runtime, threads, skip }: Means,
  progress: Progress,
): Promise<Predicted> {
  const pool = createImagePool({ threads, images: source.images.length }); // its threads start while the model is loaded
  try {
    const model = await loadModel(file, runtime);
    progress.start(source.images.length, "images");
    const told = await rowsOf(model, source, { pool, skip, progress }).finally(() => model.release());
    return {
      predictions: { classes: model.description.names, rows: told.map(({ row }) => row) },
      patients: told.map(({ patient }) => patient),
      description: model.description,
    };
  } finally {
    await pool.close();
  }
}

interface Reading extends Pick<Means, "skip"> {
  readonly pool: ImagePool;
  readonly progress: Progress;
}

async function rowsOf(
  model: Model,
  { root, images }: Source,
  { pool, skip, progress }: Reading,
): Promise<{ readonly row: PredictionRow; readonly patient: string | null }[]> {
  const rows: { row: PredictionRow; patient: string | null }[] = [];
  const files = images.map(({ path }) => resolve(root, path));
  let done = 0;
  for await (const result of predictFiles(model, files, pool)) {
    const image = images[done++]!;
    progress.step();
    if (!("error" in result))
      rows.push({ row: predictionRow(model.description, image, result.judgement), patient: image.patient });
    else if (skip) skip(result.error);
    else throw result.error;
  }
  if (rows.length === 0 && done > 0) throw noneReadable(root, done);
  return rows;
}

/** The row of an image: its class as the model's task names it, beside what the model says. */
export function predictionRow(
  description: ModelDescription,
  { path, label }: Pick<LabelledImage, "path" | "label">,
  { decision, probabilities }: Judgement,
): PredictionRow {
  return { path, label: nameOf(description, label), prediction: decision, probabilities };
}

/** In a binary task every class but NAME is the rest. */
function nameOf({ positive, names }: ModelDescription, label: string): string {
  return positive === null || label === positive ? label : names[0]!;
}

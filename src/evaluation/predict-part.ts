/** What a model says of labelled images. */
import { join } from "node:path";
import type { LabelledImage } from "../dataset/index.ts";
import type { ImagePool } from "../image/index.ts";
import { type Judgement, type Model, type ModelDescription, predictFiles } from "../model/index.ts";
import type { PredictionRow, Predictions } from "../run/index.ts";

interface Source {
  /** The folder that paths are relative to. */
  readonly root: string;
  readonly images: readonly LabelledImage[];
}

/** In the order of the images. Throws the error of the first that cannot be read. */
export async function predictPart(
  model: Model,
  { root, images }: Source,
  pool: ImagePool,
  onImage: () => void,
): Promise<Predictions> {
  const rows: PredictionRow[] = [];
  const files = images.map(({ path }) => join(root, path));
  for await (const result of predictFiles(model, files, pool)) {
    if ("error" in result) throw result.error;
    rows.push(predictionRow(model.description, images[rows.length]!, result.judgement));
    onImage();
  }
  return { classes: model.description.names, rows };
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

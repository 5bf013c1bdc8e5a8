/** Image files to judgements, in batches; the next ones are read while the model runs. */
import { type ImagePool, type Pixels, readBatches } from "../image/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { Judgement } from "./judgement.ts";
import { BATCH, type Model } from "./load.ts";

export type FileResult =
  | { readonly path: string; readonly judgement: Judgement }
  /** A file that cannot be read as an image. */
  | { readonly path: string; readonly error: RoentgenError };

/** One result for each path, in their order. */
export async function* predictFiles(
  model: Model,
  paths: readonly string[],
  pool: ImagePool,
): AsyncGenerator<FileResult> {
  let done = 0;
  for await (const images of readBatches(pool, paths, model.prepare, BATCH)) {
    const readable = images.filter((image): image is Pixels => !(image instanceof RoentgenError));
    const judgements = readable.length === 0 ? [] : await model.predict(readable);
    for (const image of images) {
      const path = paths[done++]!;
      if (image instanceof RoentgenError) yield { path, error: image };
      else yield { path, judgement: judgements.shift()! };
    }
  }
}

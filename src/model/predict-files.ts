/** Image files to judgements, in batches; the next ones are read while the model runs. */
import { type ImagePool, onlyUnreadable, type Pixels } from "../image/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { Judgement } from "./judgement.ts";
import { BATCH, type Model } from "./load.ts";

export type FileResult =
  | { readonly path: string; readonly judgement: Judgement }
  /** A file that cannot be read as an image. */
  | { readonly path: string; readonly error: RoentgenError };

/** One result for each path, in their order. While the network takes a batch, the next one is read. */
export async function* predictFiles(
  model: Model,
  paths: readonly string[],
  pool: ImagePool,
): AsyncGenerator<FileResult> {
  let next = readBatch(model, paths.slice(0, BATCH), pool);
  for (let start = 0; start < paths.length; start += BATCH) {
    const images = await next;
    next = readBatch(model, paths.slice(start + BATCH, start + 2 * BATCH), pool);
    next.catch(() => {}); // thrown where it is awaited
    const readable = images.filter((image): image is Pixels => !(image instanceof RoentgenError));
    const judgements = readable.length === 0 ? [] : await model.predict(readable);
    for (const [i, image] of images.entries()) {
      const path = paths[start + i]!;
      if (image instanceof RoentgenError) yield { path, error: image };
      else yield { path, judgement: judgements.shift()! };
    }
  }
  await next;
}

function readBatch(model: Model, paths: readonly string[], pool: ImagePool): Promise<(Pixels | RoentgenError)[]> {
  return Promise.all(paths.map((path) => pool.prepare(path, model.prepare).catch(onlyUnreadable)));
}

/** Runs an assembled model on images. */
import type { Graph } from "../graph/index.ts";
import type { Pixels } from "../image/index.ts";
import type { Session } from "../runtime/index.ts";
import { IMAGE, LOGIT, PROBABILITY } from "./assemble.ts";

/** Images that an assembled model takes at once, no more and no fewer; undefined: any number. */
export function fixedBatch({ values }: Graph): number | undefined {
  const [batch] = values.get(IMAGE)!.shape;
  return typeof batch === "number" ? batch : undefined;
}

/** The outputs of an assembled model for one image. */
export interface Answer {
  readonly logit: Float32Array;
  readonly probability: Float32Array;
}

/** What the model answers to each image. All images are of its size and channels. batch: as fixedBatch. */
export async function answersOf(session: Session, images: readonly Pixels[], batch?: number): Promise<Answer[]> {
  const size = batch ?? images.length;
  const answers: Answer[] = [];
  for (let start = 0; start < images.length; start += size) {
    const chosen = images.slice(start, start + size);
    const outputs = await session.run(imageFeed(chosen, size));
    const rowOf = (name: string, n: number): Float32Array => {
      const all = outputs.get(name)!;
      const units = all.length / size;
      return all.subarray(n * units, (n + 1) * units);
    };
    answers.push(...chosen.map((_, n) => ({ logit: rowOf(LOGIT, n), probability: rowOf(PROBABILITY, n) })));
  }
  return answers;
}

/** What an assembled model takes for images of its size and channels. size: images that it takes at once. */
export const imageFeed = (images: readonly Pixels[], size: number): Map<string, Uint8Array> =>
  new Map([[IMAGE, planes(images, size)]]);

/** size x channels x H x W, from pixels whose channels lie side by side; zeros where there are too few. */
function planes(images: readonly Pixels[], size: number): Uint8Array {
  const each = images[0]!.data.length;
  const result = new Uint8Array(size * each);
  for (const [n, { channels, data }] of images.entries()) {
    const area = each / channels;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < area; i++) result[n * each + c * area + i] = data[i * channels + c]!;
    }
  }
  return result;
}

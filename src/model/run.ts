/** Runs an assembled model on images. */
import type { Pixels } from "../image/index.ts";
import type { Session } from "../runtime/index.ts";
import { IMAGE, LOGIT } from "./assemble.ts";

/** The logits of each image. All images are of the model's size and channels. */
export async function logitsOf(session: Session, images: readonly Pixels[]): Promise<Float32Array[]> {
  const outputs = await session.run(new Map([[IMAGE, planes(images)]]));
  const logits = outputs.get(LOGIT)!;
  const units = logits.length / images.length;
  return images.map((_, n) => logits.subarray(n * units, (n + 1) * units));
}

/** N x channels x H x W, from pixels whose channels lie side by side. */
function planes(images: readonly Pixels[]): Uint8Array {
  const each = images[0]!.data.length;
  const result = new Uint8Array(images.length * each);
  for (const [n, { channels, data }] of images.entries()) {
    const area = each / channels;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < area; i++) result[n * each + c * area + i] = data[i * channels + c]!;
    }
  }
  return result;
}

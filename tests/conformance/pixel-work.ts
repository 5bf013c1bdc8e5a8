/** The pixel work of a training image, from the decoded pixels to what a network takes. Pure: the same bytes in Node and in a browser's page. */
import { augment } from "../../src/image/augment.ts";
import { enhance } from "../../src/image/enhance.ts";
import type { Pixels } from "../../src/image/pixels.ts";
import { resize } from "../../src/image/resize.ts";
import { scalePixels, scalingPlanes } from "../../src/image/scale.ts";
import { stream } from "../../src/util/random.ts";

export interface PixelWork {
  readonly enhanced: readonly number[];
  readonly taken: readonly number[];
}

/** Of a noisy gradient of 301 x 257, by the seed. */
export function pixelWork(seed: number): PixelWork {
  const [width, height] = [301, 257];
  const random = stream(seed, "image");
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => (i / 3 / width / height) * 200 + random.integer(40),
  );
  const image: Pixels = { width, height, channels: 3, data };
  const enhanced = enhance(resize(image, 128, 128));
  const window = { left: 0.1, top: 0.05, width: 0.8, height: 0.9 };
  const augmented = augment(enhanced, { flip: true, turn: random.next() / 10, window, brightness: 1.1, contrast: 0.9 });
  const taken = scalePixels(augmented, scalingPlanes("caffe", 3));
  return { enhanced: Array.from(enhanced.data), taken: Array.from(taken) };
}

/**
 * Grey from colour: 0.299 R + 0.587 G + 0.114 B in fixed point, 15 bits, rounded, as cv2.cvtColor.
 * The published recipe hands BGR to a function for RGB, which swaps the weights of red and blue.
 */
import type { Pixels } from "./pixels.ts";

export type GreyWeights = "correct" | "published";

/** Of red, green and blue; they sum to 2^15. */
const weights: Readonly<Record<GreyWeights, readonly [number, number, number]>> = {
  correct: [9798, 19235, 3735],
  published: [3735, 19235, 9798],
};

export function toGrey(image: Pixels, kind: GreyWeights = "correct"): Pixels {
  if (image.channels === 1) return image;
  const [red, green, blue] = weights[kind];
  const data = new Uint8Array(image.width * image.height);
  for (let i = 0, at = 0; i < data.length; i++, at += 3) {
    data[i] = (image.data[at]! * red + image.data[at + 1]! * green + image.data[at + 2]! * blue + (1 << 14)) >> 15;
  }
  return { ...image, channels: 1, data };
}

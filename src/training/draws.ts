/** What is random in training, by name: the order of an epoch, the dropout of a step. augmentation.ts draws those of images. */
import { shuffled, stream } from "../util/random.ts";
import type { PhaseName } from "./phase-name.ts";

export interface Moment {
  readonly seed: number;
  readonly phase: PhaseName;
  /** From 1. */
  readonly epoch: number;
}

/** The images of an epoch, by place. */
export function drawOrder({ seed, phase, epoch }: Moment, count: number): number[] {
  return shuffled([...Array(count).keys()], stream(seed, "order", phase, epoch));
}

/** Some images by place, at most so many: the same ones whenever they are asked for. */
export const drawSample = (seed: number, count: number, most: number): number[] =>
  shuffled([...Array(count).keys()], stream(seed, "sample")).slice(0, most);

/** The masks of both dropout layers for the images in a batch, [N, channels] each: 0, or 1 / (1 - rate). */
export function drawDropout(
  { seed, phase, epoch }: Moment,
  images: readonly number[],
  channels: number,
  rates: readonly [number, number],
): Float32Array[] {
  return rates.map((rate, layer) => {
    const mask = new Float32Array(images.length * channels);
    images.forEach((image, row) => {
      const random = stream(seed, "dropout", layer, phase, epoch, image);
      for (let c = 0; c < channels; c++) mask[row * channels + c] = random.next() < rate ? 0 : 1 / (1 - rate);
    });
    return mask;
  });
}

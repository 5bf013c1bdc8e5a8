/** Everything random in training, by name: the order of an epoch, the augmentation of an image, the dropout of a step. */
import type { Augmentation } from "../image/index.ts";
import { shuffled, stream } from "../util/random.ts";
import type { PhaseName } from "./events.ts";
import { DROPOUT_RATES, LARGEST_TURN } from "./plan.ts";

export interface Moment {
  readonly seed: number;
  readonly phase: PhaseName;
  /** From 1. */
  readonly epoch: number;
}

/** The images of an epoch, by place. */
export function drawOrder({ seed, phase, epoch }: Moment, count: number): number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  return shuffled(places, stream(seed, "order", phase, epoch));
}

/** How an image is augmented, by its identity: other images beside it change nothing. */
export type DrawAugmentation = (identity: string) => Augmentation;

export const augmentationAt =
  ({ seed, phase, epoch }: Moment): DrawAugmentation =>
  (identity) => {
    const random = stream(seed, "augmentation", phase, epoch, identity);
    return { flip: random.next() < 0.5, turn: (2 * random.next() - 1) * LARGEST_TURN };
  };

/** The masks of both dropout layers for the images in a batch, [N, channels] each: 0, or 1 / (1 - rate). */
export function drawDropout(
  { seed, phase, epoch }: Moment,
  images: readonly number[],
  channels: number,
): Float32Array[] {
  return DROPOUT_RATES.map((rate, layer) => {
    const mask = new Float32Array(images.length * channels);
    images.forEach((image, row) => {
      const random = stream(seed, "dropout", layer, phase, epoch, image);
      for (let c = 0; c < channels; c++) mask[row * channels + c] = random.next() < rate ? 0 : 1 / (1 - rate);
    });
    return mask;
  });
}

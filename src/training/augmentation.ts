/** How training images are augmented: how far it may go, and what is drawn for an image in an epoch. */
import type { Augmentation } from "../image/index.ts";
import { stream } from "../util/random.ts";
import type { Moment } from "./draws.ts";

/** 0 and false leave a thing as it is. */
export interface AugmentationRanges {
  /** Whether half of the images have left and right changed. */
  readonly flip: boolean;
  /** Turned by at most this much of a whole turn, either way. */
  readonly turn: number;
  /** Cropped to windows of 1 - crop of the area to the whole, below 1. */
  readonly crop: number;
  /** Factors of 1 - brightness to 1 + brightness, and so with contrast; at most 1. */
  readonly brightness: number;
  readonly contrast: number;
}

/** Of a window, width by height over that of the image, at most, or the other way round. */
const LARGEST_ASPECT = 1.1;

/** How an image is augmented, by its identity: other images beside it change nothing. */
export type DrawAugmentation = (identity: string) => Augmentation;

/** Always as many draws, each for one thing, so that no range changes what another one gives. */
export const augmentationAt =
  (ranges: AugmentationRanges, { seed, phase, epoch }: Moment): DrawAugmentation =>
  (identity) => {
    const random = stream(seed, "augmentation", phase, epoch, identity);
    const within = (range: number): number => (2 * random.next() - 1) * range;
    return {
      flip: random.next() < 0.5 && ranges.flip,
      turn: within(ranges.turn),
      window: windowOf(ranges.crop, { area: random.next(), aspect: random.next(), x: random.next(), y: random.next() }),
      brightness: 1 + within(ranges.brightness),
      contrast: 1 + within(ranges.contrast),
    };
  };

/** Uniform in 0..1, each. */
interface WindowDraws {
  readonly area: number;
  readonly aspect: number;
  readonly x: number;
  readonly y: number;
}

/** As torchvision's RandomResizedCrop: area uniform, aspect uniform in its logarithm; of the aspects only those that fit into the image. */
function windowOf(crop: number, draws: WindowDraws): Augmentation["window"] {
  const area = 1 - crop * draws.area;
  const widest = Math.min(LARGEST_ASPECT, 1 / area);
  const aspect = widest ** (2 * draws.aspect - 1);
  const [width, height] = [Math.sqrt(area * aspect), Math.sqrt(area / aspect)];
  return { left: (1 - width) * draws.x, top: (1 - height) * draws.y, width, height };
}

/** Images of one size, read by their place when they are needed: how many there are is no matter of memory. */
import { type Pixels, shrink } from "../image/index.ts";

export interface PixelSource {
  readonly width: number;
  readonly height: number;
  /** What it gives may be written over by the next read. */
  read(image: number): Pixels;
  /** What stands for the image among all others, whatever its place: of a file the SHA-256. Augmentation is drawn by it. */
  identity(image: number): string;
}

/** Images, and for each the place of its class among the model's names. */
export interface LabelledPixels<Images = PixelSource> {
  readonly images: Images;
  readonly places: readonly number[];
  /** What people know the images by; their places, where it is left out. */
  readonly names?: readonly string[];
}

/** The same images, smaller. */
export const shrunkTo = (size: number, { read, identity }: PixelSource): PixelSource => ({
  width: size,
  height: size,
  read: (image) => shrink(read(image), size, size),
  identity,
});

/** At least one image, all of one size; known by their places. */
export function pixelsInMemory(images: readonly Pixels[]): PixelSource {
  const { width, height } = images[0]!;
  return { width, height, read: (image) => images[image]!, identity: String };
}

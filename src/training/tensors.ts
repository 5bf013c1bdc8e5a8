/** From images and classes to what the graphs are fed. Batches that are short are filled up with images of weight 0. */
import { augment, type ScaledPlane, scalePixels } from "../image/index.ts";
import type { DrawAugmentation } from "./augmentation.ts";
import type { Moment } from "./draws.ts";
import type { StepPlace } from "./finite.ts";
import type { LabelledPixels, PixelSource } from "./pixel-source.ts";

/** size x planes x H x W; without draw, images as they are. */
export function imageTensor(
  images: PixelSource,
  chosen: readonly number[],
  size: number,
  planes: readonly ScaledPlane[],
  draw?: DrawAugmentation,
): Float32Array {
  const each = images.width * images.height * planes.length;
  const tensor = new Float32Array(size * each);
  chosen.forEach((image, row) => {
    const pixels = images.read(image);
    const seen = draw === undefined ? pixels : augment(pixels, draw(images.identity(image)));
    tensor.set(scalePixels(seen, planes), row * each);
  });
  return tensor;
}

/** The classes of some images. */
export const placesOf = ({ places }: LabelledPixels, chosen: readonly number[]): number[] =>
  chosen.map((image) => places[image]!);

/** size x units: 1 at the class; for a sigmoid the place itself, 0 or 1. */
export function labelTensor(
  { places }: LabelledPixels,
  chosen: readonly number[],
  size: number,
  units: number,
): Float32Array {
  const tensor = new Float32Array(size * units);
  chosen.forEach((image, row) => {
    const place = places[image]!;
    if (units === 1) tensor[row] = place;
    else tensor[row * units + place] = 1;
  });
  return tensor;
}

/** size: 1 / batch for each image that is there, 0 for the rest. */
export function weightTensor(there: number, size: number, batch: number): Float32Array {
  return new Float32Array(size).fill(1 / batch, 0, there);
}

/** Rows filled up with zeros. */
export function padRows(rows: Float32Array, size: number, width: number): Float32Array {
  if (rows.length === size * width) return rows;
  const padded = new Float32Array(size * width);
  padded.set(rows);
  return padded;
}

/** Lists of at most `size`, one after the other. */
export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, k) => items.slice(k * size, (k + 1) * size));
}

/** A step by what people know: images, given by their places, have names where the plan has them. */
export function stepPlace(
  { names }: Pick<LabelledPixels, "names">,
  { phase, epoch, step, images }: Moment & { readonly step: number; readonly images: readonly number[] },
): StepPlace {
  return { phase, epoch, step, images: images.map((image) => names?.[image] ?? String(image)) };
}

/** All images of a data set as a network's pixels, read on several threads and kept in a file. */
import { resolve } from "node:path";
import type { HashedImage, LabelledImage } from "../dataset/index.ts";
import { createImagePool, type ImagePool, onlyUnreadable, type PrepareOptions } from "../image/index.ts";
import { type PixelFile, writePixels } from "../training/index.ts";
import { mapConcurrently } from "../util/concurrent.ts";
import { RoentgenError } from "../util/error.ts";
import type { EmitRun } from "./events.ts";
import { imageShelf } from "./image-shelf.ts";
import { leaveOut, type UnreadableImage } from "./left-out.ts";

export interface ReadImage {
  readonly image: HashedImage;
  /** In the file of pixels. */
  readonly record: number;
}

interface ReadOptions {
  readonly root: string;
  readonly prepare: PrepareOptions;
  readonly threads: number | undefined;
  readonly skipUnreadable: boolean;
  /** Where pixels are written to; a record for each image. */
  readonly pixels: PixelFile;
}

/** In the order of `images`: from the shelf, where another run has left them. Throws the first image's error unless unreadable ones are to be left out. */
export async function readImages(
  images: readonly HashedImage[],
  options: ReadOptions,
  emit: EmitRun,
): Promise<ReadImage[]> {
  const shelf = imageShelf(images, options.prepare);
  if (shelf?.take(options.pixels)) return images.map((image, record) => ({ image, record }));
  const read = await readFiles(images, options, emit);
  if (read.length === images.length) await shelf?.keep(options.pixels);
  return read;
}

async function readFiles(
  images: readonly HashedImage[],
  { root, prepare, threads, skipUnreadable, pixels }: ReadOptions,
  emit: EmitRun,
): Promise<ReadImage[]> {
  emit({ type: "reading", images: images.length });
  const pool = createImagePool({ threads, images: images.length });
  try {
    const unreadable: UnreadableImage[] = [];
    const read = await mapConcurrently(images, atOnce(pool), async (image, record): Promise<ReadImage[]> => {
      const result = await pool.prepare(resolve(root, image.path), prepare).catch(onlyUnreadable);
      emit({ type: "read" });
      if (result instanceof RoentgenError) {
        unreadable[record] = { path: image.path, error: result };
        return [];
      }
      writePixels(pixels, record, result);
      return [{ image, record }];
    });
    leaveOut(Object.values(unreadable), { images: images.length, skipUnreadable }, emit); // in the order of images
    return read.flat();
  } finally {
    await pool.close();
  }
}

/** Those that can be read. */
export async function readableAmong(
  images: readonly LabelledImage[],
  { root, prepare, threads }: Pick<ReadOptions, "root" | "prepare" | "threads">,
): Promise<LabelledImage[]> {
  if (images.length === 0) return [];
  const pool = createImagePool({ threads, images: images.length });
  const isReadable = async ({ path }: LabelledImage): Promise<boolean> =>
    !((await pool.prepare(resolve(root, path), prepare).catch(onlyUnreadable)) instanceof RoentgenError);
  try {
    const are = await mapConcurrently(images, atOnce(pool), isReadable);
    return images.filter((_, i) => are[i]);
  } finally {
    await pool.close();
  }
}

/** Enough for every thread to have the next one at hand. */
const atOnce = ({ threads }: ImagePool): number => Math.max(16, 2 * threads);

/**
 * Prepared images that runs share: the pixels of a whole data set in one file, named after the images' bytes and all that prepares them. The
 * first run that has read them leaves them there, the others copy them instead of decoding. ROENTGEN_IMAGES is the folder; without it nothing
 * is kept. Each image: a byte for its channels, then its pixels.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { HashedImage } from "../dataset/index.ts";
import type { PrepareOptions } from "../image/index.ts";
import { openPixels, type PixelFile, writePixels } from "../training/index.ts";
import { makeFolder } from "../util/folder.ts";
import { noteUnfinished } from "../util/unfinished.ts";
import { temporaryFor, unwritable } from "../util/write.ts";
import { versions } from "./environment.ts";

export interface ImageShelf {
  /** Fills the file of pixels, a record for each image; false where the shelf does not have them. */
  take(pixels: PixelFile): boolean;
  /** Keeps a whole file of pixels for others. */
  keep(pixels: PixelFile): Promise<void>;
}

/** null: nothing is shared. */
export function imageShelf(
  images: readonly Pick<HashedImage, "sha256">[],
  prepare: PrepareOptions,
  folder = process.env.ROENTGEN_IMAGES,
): ImageShelf | null {
  if (!folder) return null;
  const path = join(folder, `${keyOf(images, prepare)}.pixels`);
  return {
    take: (pixels) => take(path, pixels, images.length),
    keep: (pixels) => keep(folder, path, pixels, images),
  };
}

function keyOf(images: readonly Pick<HashedImage, "sha256">[], prepare: PrepareOptions): string {
  const made = { images: images.map(({ sha256 }) => sha256), prepare, versions: versions() };
  return createHash("sha256").update(JSON.stringify(made)).digest("hex");
}

/** A channel's byte, and the pixels. */
const entryBytes = ({ file }: PixelFile): number => 1 + file.bytes;

function take(path: string, pixels: PixelFile, images: number): boolean {
  const { width, height } = pixels;
  const entry = new Uint8Array(entryBytes(pixels));
  if (statSync(path, { throwIfNoEntry: false })?.size !== images * entry.length) return false;
  const file = openSync(path, "r");
  try {
    for (let image = 0; image < images; image++) {
      readSync(file, entry, 0, entry.length, image * entry.length);
      const channels = entry[0] === 1 ? 1 : 3;
      writePixels(pixels, image, { width, height, channels, data: entry.subarray(1, 1 + width * height * channels) });
    }
    return true;
  } finally {
    closeSync(file);
  }
}

async function keep(
  folder: string,
  path: string,
  pixels: PixelFile,
  images: readonly Pick<HashedImage, "sha256">[],
): Promise<void> {
  await makeFolder(folder);
  const temporary = temporaryFor(path);
  const forget = noteUnfinished(temporary);
  try {
    write(temporary, pixels, images);
    renameSync(temporary, path);
  } catch (cause) {
    throw unwritable(path, cause);
  } finally {
    forget();
  }
}

function write(path: string, pixels: PixelFile, images: readonly Pick<HashedImage, "sha256">[]): void {
  const records = images.map((_, record) => record);
  const source = openPixels({ pixels, records, identities: images.map(({ sha256 }) => sha256) });
  const entry = new Uint8Array(entryBytes(pixels));
  const file = openSync(path, "wx");
  try {
    for (const record of records) {
      const { channels, data } = source.read(record);
      entry[0] = channels;
      entry.set(data, 1);
      writeSync(file, entry);
    }
  } finally {
    closeSync(file);
  }
}

/** All images of a data set as a network's pixels, read on several threads. */
import { resolve } from "node:path";
import type { HashedImage } from "../dataset/index.ts";
import { createImagePool, onlyUnreadable, type Pixels, type PrepareOptions } from "../image/index.ts";
import { mapConcurrently } from "../util/concurrent.ts";
import { RoentgenError } from "../util/error.ts";
import type { EmitRun } from "./events.ts";

export interface ReadImage {
  readonly image: HashedImage;
  readonly pixels: Pixels;
}

interface ReadOptions {
  readonly root: string;
  readonly prepare: PrepareOptions;
  readonly threads: number | undefined;
  readonly skipUnreadable: boolean;
}

/** In the order of `images`. Throws the first image's error unless unreadable ones are to be left out. */
export async function readImages(
  images: readonly HashedImage[],
  { root, prepare, threads, skipUnreadable }: ReadOptions,
  emit: EmitRun,
): Promise<ReadImage[]> {
  emit({ type: "reading", images: images.length });
  const pool = createImagePool(threads === undefined ? {} : { threads });
  try {
    const results = await mapConcurrently(images, 16, async (image) => {
      const pixels = await pool.prepare(resolve(root, image.path), prepare).catch(onlyUnreadable);
      emit({ type: "read" });
      return { image, pixels };
    });
    const unreadable = results.flatMap(({ image, pixels }) =>
      pixels instanceof RoentgenError ? [{ path: image.path, error: pixels }] : [],
    );
    if (unreadable.length > 0 && !skipUnreadable) throw unreadableImages(unreadable[0]!.error, unreadable.length);
    for (const { path, error } of unreadable) emit({ type: "skipped", path, code: error.code, message: error.message });
    return results.flatMap(({ image, pixels }) => (pixels instanceof RoentgenError ? [] : [{ image, pixels }]));
  } finally {
    await pool.close();
  }
}

function unreadableImages({ code, message, details }: RoentgenError, count: number): RoentgenError {
  return new RoentgenError(code, message, {
    ...details,
    received: `${details.received ?? "a file that cannot be read"}${count === 1 ? "" : `; ${count} images in all`}`,
    fix: "mend or remove it, or leave such images out by --skip-unreadable",
  });
}

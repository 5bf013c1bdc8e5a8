/**
 * SHA-256 of files (FIPS 180-4): what tells exact duplicates, and data that changed since a run.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { mapConcurrently } from "../util/concurrent.ts";
import { RoentgenError } from "../util/error.ts";
import { systemText } from "../util/system-text.ts";
import type { Dataset, HashedImage, LabelledImage } from "./image.ts";

/** Files read at once: enough to keep a disk busy. */
const CONCURRENCY = 8;

export interface Hashing {
  /** Is told of each file. */
  readonly onHashed?: () => void;
  /** Is told, in the images' order, of those whose files cannot be read, which are left out; without it the first that is met is an error. */
  readonly onUnreadable?: ((image: LabelledImage, error: RoentgenError) => void) | undefined;
}

/** The images with their hashes, in the same order. Throws E_FILE_UNREADABLE, and E_DATA_CHANGED for a file that is not the one that the data's own table lists. */
export async function hashImages(
  { root, images }: Pick<Dataset, "root" | "images">,
  { onHashed, onUnreadable }: Hashing = {},
): Promise<HashedImage[]> {
  const hashes = await mapConcurrently(images, CONCURRENCY, async ({ path }) => {
    const hash = await sha256OfFile(resolve(root, path)).catch(onUnreadable === undefined ? undefined : asUnreadable);
    onHashed?.();
    return hash;
  });
  return images.flatMap((image, i) => {
    const hash = hashes[i]!;
    if (typeof hash === "string") return [{ ...asListed(image, hash), sha256: hash }];
    onUnreadable?.(image, hash);
    return [];
  });
}

function asListed(image: LabelledImage, sha256: string): LabelledImage {
  if (image.listedSha256 === undefined || image.listedSha256 === sha256) return image;
  throw new RoentgenError("E_DATA_CHANGED", "the file is not the one that the table lists", {
    where: image.path,
    expected: `SHA-256 ${image.listedSha256}, as the table has it`,
    received: sha256,
    fix: "bring the file back as it was, or take the column sha256 out of the table",
  });
}

function asUnreadable(error: unknown): RoentgenError {
  if (error instanceof RoentgenError) return error;
  throw error;
}

/** 64 hexadecimal digits; the file is streamed, never whole in memory. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
  } catch (cause) {
    throw new RoentgenError("E_FILE_UNREADABLE", "the file cannot be read", {
      where: file,
      expected: "a file that may be read",
      received: systemText(cause),
      fix: "check that it is there and that you may read it",
      cause,
    });
  }
  return hash.digest("hex");
}

/**
 * SHA-256 of files (FIPS 180-4): what tells exact duplicates, and data that changed since a run.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { mapConcurrently } from "../util/concurrent.ts";
import { RoentgenError } from "../util/error.ts";
import type { Dataset, HashedImage } from "./image.ts";

/** Files read at once: enough to keep a disk busy. */
const CONCURRENCY = 8;

export type Progress = (done: number, total: number) => void;

/** The images with their hashes, in the same order. */
export async function hashImages({ root, images }: Dataset, progress?: Progress): Promise<HashedImage[]> {
  let done = 0;
  return mapConcurrently(images, CONCURRENCY, async (image) => {
    const sha256 = await sha256OfFile(resolve(root, image.path));
    progress?.(++done, images.length);
    return { ...image, sha256 };
  });
}

/** 64 hexadecimal digits; the file is streamed, never whole in memory. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
  } catch (cause) {
    throw new RoentgenError("E_FILE_UNREADABLE", "the file cannot be read", {
      where: file,
      received: cause instanceof Error ? cause.message : String(cause),
      fix: "check that it is there and that you may read it",
      cause,
    });
  }
  return hash.digest("hex");
}

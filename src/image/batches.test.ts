import { expect, test } from "vitest";
import { RoentgenError } from "../util/error.ts";
import { readBatches } from "./batches.ts";
import type { Pixels } from "./pixels.ts";
import type { ImagePool } from "./pool.ts";

const paths = Array.from({ length: 50 }, (_, i) => `${i}`);

/** Images that say which they are; every tenth cannot be read. asked: how many so far. */
function countingPool(threads: number) {
  const pool = {
    threads,
    ready: Promise.resolve(),
    asked: 0,
    async prepare(path: string): Promise<Pixels> {
      pool.asked += 1;
      if (Number(path) % 10 === 9) throw new RoentgenError("E_IMAGE_TRUNCATED", path);
      return { width: 1, height: 1, channels: 1, data: Uint8Array.of(Number(path)) };
    },
    prepareTo: () => Promise.reject(new Error("not asked for")),
    close: async () => {},
  } satisfies ImagePool & { asked: number };
  return pool;
}

test.each([
  { threads: 1, size: 8, ahead: 2 * 8 },
  { threads: 16, size: 8, ahead: 4 * 8 },
])("$threads threads: every image once, in order, $ahead read ahead", async ({ threads, size, ahead }) => {
  const pool = countingPool(threads);
  const seen: string[] = [];
  for await (const batch of readBatches(pool, paths, { size: null, enhance: null }, size)) {
    seen.push(...batch.map((image) => (image instanceof RoentgenError ? image.message : `${image.data[0]}`)));
    expect(pool.asked).toBe(Math.min(paths.length, seen.length + ahead));
  }
  expect(seen).toEqual(paths);
});

/** Image files in batches: while one is worked on, the next ones are read. A few batches are in memory, however many files there are. */
import type { RoentgenError } from "../util/error.ts";
import type { Pixels } from "./pixels.ts";
import type { ImagePool } from "./pool.ts";
import type { PrepareOptions } from "./prepare.ts";
import { onlyUnreadable } from "./unreadable.ts";

/** In the order of `paths`; in the place of an image that cannot be read stands its error. */
export async function* readBatches(
  pool: ImagePool,
  paths: readonly string[],
  prepare: PrepareOptions,
  size: number,
): AsyncGenerator<(Pixels | RoentgenError)[]> {
  const read = (start: number): Promise<(Pixels | RoentgenError)[]> =>
    Promise.all(paths.slice(start, start + size).map((path) => pool.prepare(path, prepare).catch(onlyUnreadable)));
  const ahead = Math.max(2, Math.ceil((2 * pool.threads) / size));
  const coming: ReturnType<typeof read>[] = [];
  const readOn = (start: number): void => {
    if (start >= paths.length) return;
    coming.push(read(start));
    coming.at(-1)!.catch(() => {}); // thrown where it is awaited
  };
  for (let batch = 0; batch < ahead; batch++) readOn(batch * size);
  for (let start = 0; start < paths.length; start += size) {
    const batch = await coming.shift()!;
    readOn(start + ahead * size);
    yield batch;
  }
}

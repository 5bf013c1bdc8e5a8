/** Image files in batches: while one is worked on, the next ones are read. A few batches are in memory, however many files there are. */
import type { RoentgenError } from "../util/error.ts";
import type { Pixels } from "./pixels.ts";
import type { ImagePool } from "./pool.ts";
import type { PrepareOptions } from "./prepare.ts";
import { onlyUnreadable } from "./unreadable.ts";

/** In the order of `paths`; in the place of an image that cannot be read stands its error. */
export function readBatches(
  pool: ImagePool,
  paths: readonly string[],
  prepare: PrepareOptions,
  size: number,
): AsyncGenerator<(Pixels | RoentgenError)[]> {
  return batchesAhead(pool, paths, size, (path) => pool.prepare(path, prepare).catch(onlyUnreadable));
}

/** The same for whatever is read, as far ahead as keeps the pool at work. */
export async function* batchesAhead<Item, Result>(
  { threads }: Pick<ImagePool, "threads">,
  items: readonly Item[],
  size: number,
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<Result[]> {
  const ahead = Math.max(2, Math.ceil((2 * threads) / size));
  const coming: Promise<Result[]>[] = [];
  const readOn = (start: number): void => {
    if (start >= items.length) return;
    coming.push(Promise.all(items.slice(start, start + size).map(read)));
    coming.at(-1)!.catch(() => {}); // thrown where it is awaited
  };
  for (let batch = 0; batch < ahead; batch++) readOn(batch * size);
  for (let start = 0; start < items.length; start += size) {
    const batch = await coming.shift()!;
    readOn(start + ahead * size);
    yield batch;
  }
}

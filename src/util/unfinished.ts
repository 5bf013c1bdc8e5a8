/** Files and folders that are being written beside their place: what is to be removed where the process ends in the middle of it. */
import { existsSync, renameSync, rmSync } from "node:fs";

const unfinished = new Set<string>();

/** To be called before the path is made; `settle` once it is renamed or removed. */
export function startUnfinished(path: string): { settle(): void } {
  unfinished.add(path);
  return { settle: () => void unfinished.delete(path) };
}

const writers = new Set<() => Promise<unknown>>();

/** Threads that write such files are ended before these are removed. Gives what forgets them. */
export function startWriters(end: () => Promise<unknown>): () => void {
  writers.add(end);
  return () => void writers.delete(end);
}

/** For a process that ends. What was not made yet is left out; what cannot be removed stays. */
export async function removeUnfinished(): Promise<void> {
  const paths = [...unfinished]; // threads that end settle what they were at
  await Promise.all([...writers].map((end) => end()));
  for (const path of paths) if (existsSync(path)) remove(path);
}

/** Renamed first: threads that still write then find no folder to write to. */
function remove(path: string): void {
  const aside = `${path}.removed`;
  try {
    renameSync(path, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {} // the process ends all the same, and tells why
}

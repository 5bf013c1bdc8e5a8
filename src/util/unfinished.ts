/** What is to be done where the process ends in the middle of its work: files and folders that are half written are removed, locks given back. */
import { renameSync, rmSync } from "node:fs";

const unfinished = new Set<string>();
const held = new Set<() => void>();
const writers = new Set<() => Promise<unknown>>();

/** To be called before the path is made. Gives what forgets it: to be called once it is renamed or removed. */
export function noteUnfinished(path: string): () => void {
  unfinished.add(path);
  return () => void unfinished.delete(path);
}

/** A lock by what gives it back. Gives what forgets it: to be called once it is given back. */
export function noteHeld(release: () => void): () => void {
  held.add(release);
  return () => void held.delete(release);
}

/** Threads that write such files: they are ended before these are removed. Gives what forgets them. */
export function noteWriters(end: () => Promise<unknown>): () => void {
  writers.add(end);
  return () => void writers.delete(end);
}

/** For a process that ends. What was not made yet is left out; what cannot be removed stays. */
export async function removeUnfinished(): Promise<void> {
  const paths = [...unfinished]; // threads that end forget what they were at
  await Promise.all([...writers].map((end) => end()));
  for (const path of new Set([...paths, ...unfinished])) remove(path);
  for (const release of held) quietly(release);
}

/** Renamed first: threads that still write then find no folder to write to. */
function remove(path: string): void {
  const aside = `${path}.removed`;
  quietly(() => {
    renameSync(path, aside);
    rmSync(aside, { recursive: true, force: true });
  });
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {} // not made yet; or the process ends all the same, and tells why
}

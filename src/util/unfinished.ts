/** Files and folders that are being written beside their place: what is to be removed where the process ends in the middle of it. */
import { existsSync, renameSync, rmSync } from "node:fs";

const unfinished = new Set<string>();

/** To be called before the path is made; `settle` once it is renamed or removed. */
export function startUnfinished(path: string): { settle(): void } {
  unfinished.add(path);
  return { settle: () => void unfinished.delete(path) };
}

/** At once, as nothing waits for a process that ends. What was not made yet is left out; what cannot be removed stays. */
export function removeUnfinished(): void {
  for (const path of unfinished) if (existsSync(path)) remove(path);
}

/** Renamed first: threads that still write then find no folder to write to. */
function remove(path: string): void {
  const aside = `${path}.removed`;
  try {
    renameSync(path, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {} // the process ends all the same, and tells why
}

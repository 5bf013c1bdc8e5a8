/** The files of a folder that a command is given. */
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** Paths relative to the folder, at any depth, hidden ones aside, in their order. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.split(/[\\/]/).some((part) => part.startsWith(".")))
    .sort();
}

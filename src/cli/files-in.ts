/** The files of a folder that a command is given. */
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";

/** Paths relative to the folder, at any depth, hidden ones aside, in their order. Links to files count as files. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(entries.map(async (entry) => ((await isFile(entry)) ? [pathOf(entry)] : [])));
  return found
    .flat()
    .map((path) => relative(folder, path))
    .filter((name) => !name.split(/[\\/]/).some((part) => part.startsWith(".")))
    .sort();
}

const pathOf = ({ parentPath, name }: Dirent): string => join(parentPath, name);

async function isFile(entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(pathOf(entry)).then(
    (target) => target.isFile(),
    () => false, // a broken link
  );
}

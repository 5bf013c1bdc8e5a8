/**
 * Files written whole: beside their place, to the disk, then renamed. A killed run leaves the old file or the new one, never half.
 */
import { randomBytes } from "node:crypto";
import { access, constants, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RoentgenError } from "./error.ts";
import { startUnfinished } from "./unfinished.ts";

/** Bytes, in pieces if they need not lie together in memory, or text, which is written as UTF-8. */
export type Content = Uint8Array | readonly Uint8Array[] | string;

/** The folder must be there. */
export async function writeWhole(path: string, content: Content): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  const unfinished = startUnfinished(temporary);
  try {
    await writeToDisk(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw unwritable(path, cause);
  } finally {
    unfinished.settle();
  }
}

async function writeToDisk(path: string, content: Content): Promise<void> {
  const file = await open(path, "wx");
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** With the folders that it lies in. Throws E_FOLDER_UNWRITABLE. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: Error) => {
    throw new RoentgenError("E_FOLDER_UNWRITABLE", "the folder cannot be made", {
      where: path,
      received: cause.message,
      fix: "check that no file has its name and that you may write where it is to lie",
      cause,
    });
  });
}

/** What is in the way of a new or empty folder; nothing where none is there. */
export async function presentIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    return [cause.code === "ENOTDIR" ? "a file" : cause.message];
  });
}

/** Before work whose result is written at its end: makes the folder of the file, and throws what writeWhole would. */
export async function requireWritable(path: string): Promise<void> {
  const entry = await stat(path).catch(() => null);
  if (entry?.isDirectory()) throw unwritable(path, new Error("a folder has its name"));
  await makeFolder(dirname(path));
  await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}

/** The error of a file that cannot be written. */
export function unwritable(path: string, cause: unknown): RoentgenError {
  return new RoentgenError("E_FILE_UNWRITABLE", "the file cannot be written", {
    where: path,
    received: cause instanceof Error ? cause.message : String(cause),
    fix: "check that its folder is there, that you may write to it and that the disk has room",
    cause,
  });
}

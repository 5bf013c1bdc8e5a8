/**
 * Files written whole: beside their place, to the disk, then renamed. A killed run leaves the old file or the new one, never half.
 */
import { randomBytes } from "node:crypto";
import { closeSync, fsync, openSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { RoentgenError } from "./error.ts";

/** Bytes, in pieces if they need not lie together in memory, or text, which is written as UTF-8. */
export type Content = Uint8Array | readonly Uint8Array[] | string;

/** The folder must be there. */
export const writeWhole = (path: string, content: Content): Promise<void> =>
  replace(path, (temporary) => writeToDisk(temporary, content));

/**
 * The same for many small files, by a thread that is not waited for: only the way to the disk is a promise. Each further promise would
 * cost more than its part of the writing.
 */
export const writeSmallWhole = (path: string, content: Uint8Array): Promise<void> =>
  replace(path, (temporary) => writeSmallToDisk(temporary, content));

async function replace(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await write(temporary);
    renameSync(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw unwritable(path, cause);
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

async function writeSmallToDisk(path: string, content: Uint8Array): Promise<void> {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, content);
    await toDisk(file);
  } finally {
    closeSync(file);
  }
}

const toDisk = promisify(fsync);

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

/** The error of a file that cannot be written. */
export function unwritable(path: string, cause: unknown): RoentgenError {
  return new RoentgenError("E_FILE_UNWRITABLE", "the file cannot be written", {
    where: path,
    received: cause instanceof Error ? cause.message : String(cause),
    fix: "check that its folder is there, that you may write to it and that the disk has room",
    cause,
  });
}

/**
 * Files written whole: beside their place, to the disk, then renamed. A killed run leaves the old file or the new one, never half.
 */
import { randomBytes } from "node:crypto";
import { closeSync, fsync, openSync, renameSync, writeFileSync } from "node:fs";
import { access, constants, open, readdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { RoentgenError } from "./error.ts";
import { makeFolder } from "./folder.ts";
import { systemText } from "./system-text.ts";
import { noteUnfinished } from "./unfinished.ts";

/** Bytes, in pieces if they need not lie together in memory, or text, which is written as UTF-8. */
export type Content = Uint8Array | readonly Uint8Array[] | string;

/** The folder must be there. */
export const writeWhole = (path: string, content: Content): Promise<void> => replace(path, writeToDisk, content);

/**
 * The same for many small files, by a thread that is not waited for: only the way to the disk is a promise. Each further promise would
 * cost more than its part of the writing. temporary: a name beside the path, for who is to remove it if the process ends before.
 */
export const writeSmallWhole = (path: string, content: Uint8Array, temporary = temporaryFor(path)): Promise<void> =>
  replace(path, writeSmallToDisk, content, temporary);

/** A new name beside the path. */
export const temporaryFor = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);

const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;

/** Removes what processes that were killed left half written in a folder and those in it. Nobody may be writing there. */
export async function removeTemporary(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const left = entries.filter((entry) => entry.isFile() && TEMPORARY.test(entry.name));
  await Promise.all(left.map(({ parentPath, name }) => rm(join(parentPath, name), { force: true })));
}

async function replace<Given>(
  path: string,
  write: (temporary: string, content: Given) => Promise<void>,
  content: Given,
  temporary = temporaryFor(path),
): Promise<void> {
  const forget = noteUnfinished(temporary);
  try {
    await write(temporary, content);
    renameSync(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw unwritable(path, cause);
  } finally {
    forget();
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

/** Before work whose result is written at its end: makes the file's folder. Throws what makeFolder and writeWhole would. */
export async function requireWritable(path: string): Promise<void> {
  const entry = await stat(path).catch(() => null);
  if (entry?.isDirectory()) throw unwritable(path, new Error("a folder has its name"));
  await makeFolder(dirname(path));
  await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}

/** What the system says of a disk, a share or a limit that is used up. */
const FULL: ReadonlySet<string | undefined> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The error of a file that cannot be written. */
export function unwritable(path: string, cause: unknown): RoentgenError {
  if (cause instanceof RoentgenError) return cause;
  const received = systemText(cause);
  if (FULL.has((cause as NodeJS.ErrnoException).code)) {
    const fix = "make room on the disk; what was there before is whole";
    const expected = "room on its disk";
    return new RoentgenError("E_DISK_FULL", "there is no room for the file", {
      where: path,
      expected,
      received,
      fix,
      cause,
    });
  }
  return new RoentgenError("E_FILE_UNWRITABLE", "the file cannot be written", {
    where: path,
    expected: "a place that may be written to",
    received,
    fix: "check that its folder is there, that you may write to it and that the disk has room",
    cause,
  });
}

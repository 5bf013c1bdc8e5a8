/**
 * Folders that results go to. They are made one by one from the nearest that is there: Node's own recursive mkdir never ends where a
 * parent that is there says ENOENT (/proc), and hides why a folder cannot be made (a disk that is read only).
 */
import { mkdirSync, statSync } from "node:fs";
import { mkdtemp, readdir, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { RoentgenError } from "./error.ts";
import { systemText } from "./system-text.ts";

/** With the folders that it lies in. Throws E_FOLDER_UNWRITABLE. */
export async function makeFolder(path: string): Promise<void> {
  try {
    makeFolderNow(path);
  } catch (cause) {
    throw notMade(path, { received: reasonOf(cause, nearestFolder(resolve(path))), cause });
  }
}

/** The same, at once. Throws the system's error. */
export function makeFolderNow(path: string): void {
  const folder = resolve(path);
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) makeFolderNow(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (cause) {
    if (!isFolder(folder)) throw cause; // else another process has made it meanwhile
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // whoever makes it is told why
  }
}

interface Refusal {
  readonly code: RoentgenError["code"];
  /** "the run folder" */
  readonly what: string;
  readonly fix: string;
}

/**
 * Before work whose results go to the folder. Throws the caller's error where something lies in it, as results are never written over, and
 * E_FOLDER_UNWRITABLE where it cannot be made. Leaves nothing behind.
 */
export async function requireNew(folder: string, { code, what, fix }: Refusal): Promise<void> {
  await requireNoFileOnTheWay(folder);
  const present = await presentIn(folder);
  if (present.length === 0) return requireMakeable(folder);
  throw new RoentgenError(code, `${what} is not a new or empty folder`, {
    kind: "usage",
    where: folder,
    expected: "a new or empty folder",
    received: present.slice(0, 5).join(", "),
    fix,
  });
}

/** Throws E_FOLDER_UNWRITABLE where nothing can be made in the folder, or in the nearest above it that is there: tried, as rights alone do not tell. */
export async function requireMakeable(folder: string): Promise<void> {
  const nearest = nearestFolder(resolve(folder));
  try {
    await rmdir(await mkdtemp(join(nearest, ".roentgen-")));
  } catch (cause) {
    throw notMade(folder, { kind: "usage", received: reasonOf(cause, nearest), cause });
  }
}

const nearestFolder = (path: string): string =>
  isFolder(path) || dirname(path) === path ? path : nearestFolder(dirname(path));

/** parent: is there, so that ENOENT does not mean that it is not. */
function reasonOf(cause: unknown, parent: string): string {
  const isRefused = (cause as NodeJS.ErrnoException).code === "ENOENT"; // undefined for what is no error of the system's
  return isRefused ? `${parent}, which takes no folder` : `${systemText(cause)} in ${parent}`;
}

/** Throws E_FOLDER_UNWRITABLE where a folder that it is to lie in is a file. */
async function requireNoFileOnTheWay(folder: string): Promise<void> {
  const cause = await stat(folder).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (cause?.code !== "ENOTDIR") return;
  throw notMade(folder, { kind: "usage", received: "a file where one of the folders above it should be", cause });
}

interface Reason {
  readonly kind?: "usage";
  readonly received: string;
  readonly cause: unknown;
}

const notMade = (where: string, { received, ...reason }: Reason): RoentgenError =>
  new RoentgenError("E_FOLDER_UNWRITABLE", "the folder cannot be made", {
    where,
    expected: "a place where a folder can be made",
    received,
    fix: "name another place, or check that no file has its name and that you may write where it is to lie",
    ...reason,
  });

/** What is in the way of a new or empty folder: names in it, or why it cannot be listed; nothing where none is there. */
async function presentIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    return [cause.code === "ENOTDIR" ? "a file" : cause.message];
  });
}

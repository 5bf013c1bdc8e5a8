/** Folders that results go to. */
import { mkdir, readdir, stat } from "node:fs/promises";
import { RoentgenError } from "./error.ts";
import { systemText } from "./system-text.ts";

/** With the folders that it lies in. Throws E_FOLDER_UNWRITABLE. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: Error) => {
    throw new RoentgenError("E_FOLDER_UNWRITABLE", "the folder cannot be made", {
      where: path,
      expected: "a place where a folder can be made",
      received: systemText(cause),
      fix: "check that no file has its name and that you may write where it is to lie",
      cause,
    });
  });
}

interface Refusal {
  readonly code: RoentgenError["code"];
  /** "the run folder" */
  readonly what: string;
  readonly fix: string;
}

/** Throws the caller's error where something lies in the folder: results are never written over. */
export async function requireNew(folder: string, { code, what, fix }: Refusal): Promise<void> {
  await requireNoFileOnTheWay(folder);
  const present = await presentIn(folder);
  if (present.length === 0) return;
  throw new RoentgenError(code, `${what} is not a new or empty folder`, {
    kind: "usage",
    where: folder,
    expected: "a new or empty folder",
    received: present.slice(0, 5).join(", "),
    fix,
  });
}

/** Throws E_FOLDER_UNWRITABLE where a folder that it is to lie in is a file. */
async function requireNoFileOnTheWay(folder: string): Promise<void> {
  const cause = await stat(folder).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (cause?.code !== "ENOTDIR") return;
  throw new RoentgenError("E_FOLDER_UNWRITABLE", "the folder cannot be made", {
    kind: "usage",
    where: folder,
    expected: "a place where a folder can be made",
    received: "a file where one of the folders above it should be",
    fix: "name another place",
    cause,
  });
}

/** What is in the way of a new or empty folder: names in it, or why it cannot be listed; nothing where none is there. */
async function presentIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    return [cause.code === "ENOTDIR" ? "a file" : cause.message];
  });
}

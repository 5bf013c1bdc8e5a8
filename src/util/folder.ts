/** Folders that results go to. */
import { mkdir, readdir } from "node:fs/promises";
import { RoentgenError } from "./error.ts";

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

/** What is in the way of a new or empty folder: names in it, or why it cannot be listed; nothing where none is there. */
export async function presentIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    return [cause.code === "ENOTDIR" ? "a file" : cause.message];
  });
}

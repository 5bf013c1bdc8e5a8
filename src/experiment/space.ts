/** Free room on a disk. */
import { access, constants, statfs } from "node:fs/promises";
import { dirname } from "node:path";

export interface Space {
  readonly path: string;
  /** null where the system does not say. */
  readonly freeBytes: number | null;
  /** Whether files can be made in it, or it itself where it is not there. */
  readonly isWritable: boolean;
}

/** Of the folder, or of the nearest above it that is there. path: absolute. */
export async function spaceAt(path: string): Promise<Space> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await statfs(folder).catch(() => null);
    if (found !== null) return { path, freeBytes: found.bavail * found.bsize, isWritable: await isWritable(folder) };
    if (folder === dirname(folder)) return { path, freeBytes: null, isWritable: false };
  }
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

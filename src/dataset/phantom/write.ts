/**
 * A data set of phantoms: class folders with patients in the files' names. Written beside its place and renamed when whole; the number of
 * images in memory does not grow with the set.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { encodePng } from "../../image/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { PHANTOM_LABELS } from "./label.ts";
import { fileNameOf, labelOf } from "./patient.ts";
import { phantom } from "./phantom.ts";

export interface PhantomSet {
  readonly seed: number;
  /** Images, in all classes together. */
  readonly count: number;
  /** Pixels both ways, from 32. */
  readonly size: number;
}

/** Files on their way to the disk. */
const UNDER_WAY = 32;

/** folder: must not be there. onImage: after each image. Throws E_FOLDER_EXISTS. */
export async function writePhantoms(folder: string, set: PhantomSet, onImage: () => void): Promise<void> {
  await requireNothing(folder);
  const whole = resolve(folder);
  const temporary = join(dirname(whole), `.${basename(whole)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    for (const label of PHANTOM_LABELS) await mkdir(join(temporary, label), { recursive: true });
    await writeImages(temporary, set, onImage);
    await rename(temporary, whole);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw cause;
  }
}

async function writeImages(folder: string, { seed, count, size }: PhantomSet, onImage: () => void): Promise<void> {
  for (let first = 0; first < count; first += UNDER_WAY) {
    const writing: Promise<void>[] = [];
    for (let index = first; index < Math.min(first + UNDER_WAY, count); index++) {
      const label = labelOf(index);
      const png = encodePng(phantom({ seed, index, label, size }));
      writing.push(writeFile(join(folder, label, fileNameOf(index)), png));
      onImage();
    }
    await Promise.all(writing);
  }
}

async function requireNothing(folder: string): Promise<void> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new RoentgenError("E_FOLDER_EXISTS", "the folder is there already", {
    kind: "usage",
    where: folder,
    expected: "a path where nothing is",
    fix: "name another folder, or remove this one",
  });
}

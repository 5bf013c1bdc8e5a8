/**
 * An image of a data set: where it is, what it shows, whose it is.
 */

import type { Part } from "./split.ts";

export interface LabelledImage {
  /** Relative to the data set's root, with "/" between folders on every system; in a CSV it may be absolute. */
  readonly path: string;
  /** The class it was put in by people. */
  readonly label: string;
  /** null where nobody said: such an image stands for a patient of its own. */
  readonly patient: string | null;
  /** In the data's own split; left out where it has none. */
  readonly part?: Part;
  /** Of the file's bytes, as the data's own table has it; left out where it has none. */
  readonly listedSha256?: string;
}

export interface HashedImage extends LabelledImage {
  /** Of the file's bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A file or a column of the data set that was passed over. */
export interface Ignored {
  readonly name: string;
  readonly reason: string;
  /** What makes an image of it, as an instruction; left out where nothing is to be done. */
  readonly fix?: string;
}

export interface Dataset {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** In byte order of their paths, each path once. */
  readonly images: readonly LabelledImage[];
  readonly ignored: readonly Ignored[];
}

/** How many images have no known patient: to be told, as splitting by patient then rests on the others only. */
export function countWithoutPatient(images: readonly LabelledImage[]): number {
  return images.filter(({ patient }) => patient === null).length;
}

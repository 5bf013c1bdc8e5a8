/** Errors of data of which no image is left to judge on. */

import { counted } from "../util/counted.ts";
import { RoentgenError } from "../util/error.ts";

const NOTHING = "no image is left to judge on";

/** By --map. */
export function allLeftOut(where: string, images: number): RoentgenError {
  return new RoentgenError("E_NOTHING_TO_JUDGE", NOTHING, {
    where,
    expected: "an image of one of the run's classes",
    received: `${counted(images, "image")}, all left out by --map`,
    fix: "map the label of some to a class of the run: --map THEIRS=OURS",
  });
}

/** By --skip-unreadable. */
export function noneReadable(where: string, images: number): RoentgenError {
  return new RoentgenError("E_NOTHING_TO_JUDGE", NOTHING, {
    where,
    expected: "an image that can be read: PNG, JPEG, TIFF, WebP or BMP",
    received: `${counted(images, "image")}, none of which can be read`,
    fix: "check the paths, and that you may read the files",
  });
}

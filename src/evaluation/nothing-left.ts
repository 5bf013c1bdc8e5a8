/** Errors of data of which no image is left to judge on. */
import { RoentgenError } from "../util/error.ts";

const NOTHING = "no image is left to judge on";

/** By --map. */
export function allLeftOut(where: string, images: number): RoentgenError {
  return new RoentgenError("E_NOTHING_TO_JUDGE", NOTHING, {
    where,
    expected: "an image of one of the run's classes",
    received: `${images} images, which --map leaves out all`,
    fix: "map the label of some to a class of the run: --map THEIRS=OURS",
  });
}

/** By --skip-unreadable. */
export function noneReadable(where: string, images: number): RoentgenError {
  return new RoentgenError("E_NOTHING_TO_JUDGE", NOTHING, {
    where,
    expected: "an image that can be read: PNG, JPEG, TIFF, WebP or BMP",
    received: `${images} images that cannot be read`,
    fix: "check the paths, and that you may read the files",
  });
}

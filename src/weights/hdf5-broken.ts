/** What is wrong with an HDF5 file, apart from the library, which is large to load. */
import { RoentgenError } from "../util/error.ts";

export function brokenHdf5(where: string, received: string, cause?: unknown): RoentgenError {
  return new RoentgenError("E_HDF5_BROKEN", "the file is damaged, or is no HDF5 file", {
    kind: "weights",
    where,
    expected: "an HDF5 file as Keras writes it",
    received,
    fix: "get or save the file again",
    cause,
  });
}

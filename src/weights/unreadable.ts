/** A weight file that is not there, or that may not be read. */
import { RoentgenError } from "../util/error.ts";
import { systemText } from "../util/system-text.ts";

export const unreadableWeights = (path: string) => (cause: Error) => {
  throw new RoentgenError("E_FILE_UNREADABLE", "the weights cannot be read", {
    kind: "weights",
    where: path,
    expected: "a file that may be read",
    received: systemText(cause),
    fix: "check that the file is there and that you may read it",
    cause,
  });
};

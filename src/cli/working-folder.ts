/** The folder that a command is started in, which another program may have removed: nothing could be found or written from it. */
import { RoentgenError } from "../util/error.ts";

/** Throws E_WORKING_FOLDER. */
export function requireWorkingFolder(): void {
  try {
    process.cwd();
  } catch (cause) {
    throw new RoentgenError("E_WORKING_FOLDER", "the folder that the command was started in is not there any more", {
      kind: "usage",
      expected: "a working folder that is there",
      received: cause instanceof Error ? cause.message : String(cause),
      fix: "change to a folder that is there (cd), and run it again",
      cause,
    });
  }
}

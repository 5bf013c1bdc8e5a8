/** Files of a command that cannot be read as images: each is told, the rest goes on, and the exit status says that not everything is done. */

import { counted } from "../util/counted.ts";
import { exitStatus, RoentgenError } from "../util/error.ts";
import type { Progress } from "./progress.ts";
import { errorJson, formatError, printMessage } from "./terminal.ts";

interface Telling {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const SKIPPED = "skipped:";

/** An error is told to those who asked for quiet, too. */
export function tellUnreadable(error: RoentgenError, progress: Pick<Progress, "tell">, { json, quiet }: Telling): void {
  if (json) printMessage(errorJson(error));
  else if (quiet) printMessage(formatError(error, SKIPPED));
  else progress.tell(formatError(error, SKIPPED));
}

/** To be called once the results are told. */
export function endWithSkipped(skipped: number): void {
  if (skipped > 0) process.exitCode = exitStatus.data;
}

/** ", 2 files skipped"; nothing where there are none. */
export const skippedText = (skipped: number): string => (skipped === 0 ? "" : `, ${counted(skipped, "file")} skipped`);

/** The error of a command that could read none of its files. where: they lie; null: in several places. */
export function noneReadable(files: number, where: string | null): RoentgenError {
  return new RoentgenError("E_IMAGE_NONE", "none of the files is an image that can be read", {
    ...(where !== null && { where }),
    expected: "PNG, JPEG, TIFF, WebP or BMP",
    received: counted(files, "file"),
    fix: "check the paths",
  });
}

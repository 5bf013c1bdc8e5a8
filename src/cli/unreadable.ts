/** Files of a command that cannot be read as images: each is told, the rest goes on, and the exit status says that not everything is done. */
import { exitStatus, type RoentgenError } from "../util/error.ts";
import type { Progress } from "./progress.ts";
import { errorJson, formatError, printMessage } from "./terminal.ts";

interface Telling {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** An error is told to those who asked for quiet, too. */
export function tellUnreadable(error: RoentgenError, progress: Pick<Progress, "tell">, { json, quiet }: Telling): void {
  if (json) printMessage(errorJson(error));
  else if (quiet) printMessage(`skipped: ${formatError(error)}`);
  else progress.tell(`skipped: ${formatError(error)}`);
}

/** To be called once the results are told. */
export function endWithSkipped(skipped: number): void {
  if (skipped > 0) process.exitCode = exitStatus.data;
}

/** ", 2 files skipped"; nothing where there are none. */
export const skippedText = (skipped: number): string =>
  skipped === 0 ? "" : `, ${skipped} ${skipped === 1 ? "file" : "files"} skipped`;

/** Errors of a run as a person can act on them: what to set where memory was short, and how to go on. */
import { exitStatus, RoentgenError } from "../util/error.ts";
import { quoted } from "../util/shell.ts";

/** What ONNX Runtime, V8 and Node say where there is no memory left. */
const OUT_OF_MEMORY =
  /bad[ _]alloc|failed to allocate memory|bad allocation|allocation failed|out of memory|ERR_WORKER_OUT_OF_MEMORY|reached its memory limit/i;

/** What takes less of it. */
export const LESS_MEMORY = "a smaller --micro-batch (with batch statistics a smaller --batch, too) or --image-size";

/** After these a run can go on as it is. */
const PASSING: ReadonlySet<string> = new Set([
  "E_INTERRUPTED",
  "E_DISK_FULL",
  "E_FILE_UNWRITABLE",
  "E_FOLDER_UNWRITABLE",
  "E_SCRATCH",
  "E_MEMORY",
]);

/** After these it can, too, once its own files, its data as it was, or whoever works on it are seen to. */
const OF_THE_FOLDER: ReadonlySet<string> = new Set([
  "E_RUN_FILE",
  "E_RUN_FILE_MISSING",
  "E_CHECKPOINT",
  "E_LEDGER",
  "E_MANIFEST_CHANGED",
  "E_DATA_CHANGED",
  "E_RUN_LOCKED",
]);

/** Whether an error of this code and status would come again, as it is one of options or of data. */
export const wouldComeAgain = ({ code, status }: { readonly code: string; readonly status: number }): boolean =>
  (status === exitStatus.usage || status === exitStatus.data) && !PASSING.has(code) && !OF_THE_FOLDER.has(code);

/** The command that goes on with a run, to be copied. */
export const resumeCommand = (folder: string): string => `roentgen train --resume ${quoted(folder)}`;

/** A command again, to be copied. words: as they came, without the program's name. */
export const commandAgain = (words: readonly string[]): string => ["roentgen", ...words.map(quoted)].join(" ");

/** How to go on with a run once there is something to go on with. */
export const byResuming = (folder: string): string => `go on by: ${resumeCommand(folder)}`;

/** What is thrown instead of the error that ended a run. way: how to go on, once it has passed. */
export function withWayOn(error: unknown, way: string): unknown {
  const known = asMemoryError(error);
  if (!(known instanceof RoentgenError) || !PASSING.has(known.code)) return known;
  const { fix } = known.details;
  return new RoentgenError(known.code, known.message, {
    ...known.details,
    fix: fix === undefined ? way : `${fix}; then ${way}`,
  });
}

/** The error itself, where it is no other. */
export function asMemoryError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RoentgenError) return error;
  const { message, code = "" } = error as NodeJS.ErrnoException;
  if (!OUT_OF_MEMORY.test(`${code} ${message}`)) return error;
  return new RoentgenError("E_MEMORY", "there was not enough memory", {
    kind: "fault",
    received: message.split("\n")[0]!,
    fix: `close other programs (if that is not enough, train a new run with ${LESS_MEMORY})`,
    cause: error,
  });
}

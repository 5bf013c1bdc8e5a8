/** Ends work that tells what it does, between two things that it tells: reading images is interrupted so. */
import { RoentgenError } from "../util/error.ts";
import type { EmitRun } from "./events.ts";

/** fix: what to do after an interruption. The returned function throws E_INTERRUPTED once `signal` is given. */
export const stoppingAt =
  (signal: AbortSignal | undefined, emit: EmitRun, fix?: string): EmitRun =>
  (event) => {
    if (signal?.aborted)
      throw new RoentgenError("E_INTERRUPTED", "the command was interrupted", {
        kind: "interrupted",
        ...(fix !== undefined && { fix }),
      });
    emit(event);
  };

/** Ctrl-C: once stops at the next sound place, twice at once. */
import { printMessage } from "./terminal.ts";

export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves Ctrl-C as it was. */
  stop(): void;
}

export function whenInterrupted(): Interruption {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) {
      stopNow();
      return;
    }
    printMessage("stopping after this step; Ctrl-C again stops at once");
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  return { signal: controller.signal, stop: () => void process.off("SIGINT", onInterrupt) };
}

/** By the signal's own way: leaving in order would wait for a session that runs, or abort in the middle of it. */
function stopNow(): void {
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
}

/** Ctrl-C, and being asked to end (SIGTERM). Training stops at the next sound place, and at once if asked twice; other work at once. */
import { exitStatus, RoentgenError } from "../util/error.ts";
import { removeUnfinished } from "../util/unfinished.ts";
import { printError, printMessage } from "./terminal.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves Ctrl-C as it was. */
  stop(): void;
}

export function whenInterrupted(): Interruption {
  const controller = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      void stopNow(signal);
      return;
    }
    printMessage("stopping after this step; Ctrl-C again stops at once");
    controller.abort();
  };
  return { signal: controller.signal, stop: listen(onInterrupt) };
}

/** Work that can end anywhere: what it has half written is removed, and the exit status is 130. fix: how to go on then. */
export async function interruptible(work: () => Promise<void>, fix: string): Promise<void> {
  let left: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    await removeUnfinished();
    const error = new RoentgenError("E_INTERRUPTED", "the command was interrupted", { kind: "interrupted", fix });
    process.on("exit", () => printError(error)); // after a bar's end
    process.exit(exitStatus.interrupted);
  };
  const stop = listen(() => {
    left ??= leave();
  });
  await work()
    .finally(() => left) // its threads are gone: what it makes of that is not to be told
    .finally(stop);
}

/** Gives what ends the listening. */
function listen(listener: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** By the signal's own way: leaving in order would wait for a session that runs, or abort in the middle of it. */
async function stopNow(signal: NodeJS.Signals): Promise<void> {
  process.removeAllListeners(signal);
  await removeUnfinished();
  process.kill(process.pid, signal);
}

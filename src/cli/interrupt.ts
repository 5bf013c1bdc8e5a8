/**
 * Ctrl-C, and being asked to end (SIGTERM): what is half written is removed, and the exit status is 130. Training stops at its next sound place
 * first, and at once if asked twice.
 */
import { exitStatus, RoentgenError } from "../util/error.ts";
import { removeUnfinished } from "../util/unfinished.ts";
import { stopBars, tellAbove } from "./open-bars.ts";
import { printError } from "./terminal.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export interface Interruption {
  readonly signal: AbortSignal;
  /** From here on Ctrl-C ends the process again. */
  stop(): void;
}

/** What is done at a signal instead of ending. */
let instead: (() => void) | undefined;
let howToGoOn = "run it again: nothing half written is left";

/** For a command that can tell better how to go on after an interruption. */
export function tellHowToGoOn(fix: string): void {
  howToGoOn = fix;
}

/** For work that stops by itself once the signal is given. */
export function whenInterrupted(): Interruption {
  const controller = new AbortController();
  instead = () => {
    if (controller.signal.aborted) {
      void stopNow();
      return;
    }
    tellAbove("stopping at the next sound place; Ctrl-C again stops at once");
    controller.abort();
  };
  return {
    signal: controller.signal,
    stop() {
      instead = undefined;
    },
  };
}

/** All of the program's work. Where a signal ends it, it does not come back. */
export async function interruptible(work: () => Promise<void>): Promise<void> {
  let leaving: Promise<never> | undefined;
  const listener = (): void => {
    if (instead !== undefined) instead();
    else leaving ??= leave();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  try {
    await work();
  } finally {
    await leaving; // threads are gone: what the work makes of that is not to be told
    for (const signal of SIGNALS) process.off(signal, listener);
  }
}

async function leave(): Promise<never> {
  await removeUnfinished();
  stopBars();
  printError(
    new RoentgenError("E_INTERRUPTED", "the command was interrupted", { kind: "interrupted", fix: howToGoOn }),
  );
  process.exit(exitStatus.interrupted);
}

/**
 * By a signal's own way: leaving in order would wait for a session that runs, or abort in the middle of it. Always that of Ctrl-C, which a shell
 * tells as 130.
 */
async function stopNow(): Promise<void> {
  process.removeAllListeners("SIGINT");
  await removeUnfinished();
  stopBars();
  process.kill(process.pid, "SIGINT");
}

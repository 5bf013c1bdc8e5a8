/** What a run asks between steps: whether it is to stop, and whether its last checkpoint is still on the way to the disk. */
import { RoentgenError } from "../util/error.ts";

/** Places of numbers between threads that are not 0: once the run is to stop, and while checkpoints are being written. */
export const SIGNAL = { stop: 0, writing: 1 } as const;

export interface Control {
  stopAsked(): boolean;
  /** A checkpoint that is not needed is not taken then. */
  isWriting(): boolean;
}

/** Of a run that nobody interrupts and that keeps every checkpoint. */
export const undisturbed: Control = { stopAsked: () => false, isWriting: () => false };

/** What ends a run that was asked to stop; who knows where its files are tells how to go on. */
export const interrupted = (): RoentgenError =>
  new RoentgenError("E_INTERRUPTED", "training was interrupted", { kind: "interrupted" });

/** Where nothing new is to be kept. Throws E_INTERRUPTED. */
export function requireGoOn(control: Control): void {
  if (control.stopAsked()) throw interrupted();
}

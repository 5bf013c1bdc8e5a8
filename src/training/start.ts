/** Starts the training thread and hands its events on. */
import { Worker } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import { workerUrl } from "../util/worker.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { SIGNAL } from "./control.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainingPlan } from "./plan.ts";
import type { StoredPixels } from "./stored-pixels.ts";
import type { TrainingOrder } from "./worker.ts";

type Message =
  | TrainingEvent
  | { readonly type: "error"; readonly code: `E_${string}`; readonly message: string; readonly details: ErrorDetails };

type Done = Extract<TrainingEvent, { type: "done" }>;

/** Memory of the start values: none of it is shared. */
function handedOver({ start }: TrainingPlan<StoredPixels>, from: Checkpoint | undefined): ArrayBuffer[] {
  const values = [start, from?.parameters, from?.best, from?.learner.arrays].flatMap((arrays) => [
    ...(arrays ?? new Map<string, Float32Array>()).values(),
  ]);
  return [...new Set(values.map(({ buffer }) => buffer as ArrayBuffer))];
}

export interface TrainingStart {
  readonly plan: TrainingPlan<StoredPixels>;
  /** What the run goes on from; handed over as the plan's start values are. */
  readonly from?: Checkpoint | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The last event of the run; every event goes to `onEvent`, too, which may promise to have written it: where it cannot, the run ends with that
 * error. Throws what stopped the run; E_INTERRUPTED after the step in which `signal` was given.
 */
export function startTraining(
  { plan, from, signal }: TrainingStart,
  onEvent: (event: TrainingEvent) => void | Promise<void>,
): Promise<Done> {
  return new Promise((resolve, reject) => {
    const signals = new Int32Array(new SharedArrayBuffer(8));
    const stop = (): unknown => Atomics.store(signals, SIGNAL.stop, 1);
    const workerData: TrainingOrder = { plan, from, signals };
    const worker = new Worker(workerUrl("./worker.ts", import.meta.url), {
      workerData,
      transferList: handedOver(plan, from),
    });
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    let done: Done | undefined;
    let failure: unknown; // the first one counts
    const fail = (error: unknown): void => {
      failure ??= error;
      stop();
    };
    const hand = async (event: TrainingEvent): Promise<void> => {
      await onEvent(event);
      if (event.type === "checkpoint") Atomics.sub(signals, SIGNAL.writing, 1);
    };
    worker.on("message", (message: Message) => {
      if (message.type === "error") {
        fail(new RoentgenError(message.code, message.message, message.details));
        return;
      }
      if (message.type === "done") done = message;
      hand(message).catch(fail);
    });
    worker.on("error", fail);
    worker.on("exit", (code) => {
      signal?.removeEventListener("abort", stop);
      if (failure !== undefined || done === undefined)
        reject(failure ?? new Error(`the training thread ended with status ${code}`));
      else resolve(done);
    });
  });
}

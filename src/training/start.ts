/** Starts the training thread and hands its events on. */
import { Worker } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import { workerUrl } from "../util/worker.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainingPlan } from "./plan.ts";
import type { StoredPixels } from "./stored-pixels.ts";
import type { TrainingOrder } from "./worker.ts";

type Message =
  | TrainingEvent
  | { readonly type: "error"; readonly code: `E_${string}`; readonly message: string; readonly details: ErrorDetails };

type Done = Extract<TrainingEvent, { type: "done" }>;

/** Memory of the start values: none of it is shared. */
function handedOver({ start }: TrainingPlan<StoredPixels>): ArrayBuffer[] {
  return [...new Set([...start.values()].map(({ buffer }) => buffer as ArrayBuffer))];
}

/** The last event of the run; every event goes to `onEvent`, too. Throws what stopped the run; E_INTERRUPTED after the step in which `signal` was given. */
export function startTraining(
  plan: TrainingPlan<StoredPixels>,
  onEvent: (event: TrainingEvent) => void,
  signal?: AbortSignal,
): Promise<Done> {
  return new Promise((resolve, reject) => {
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const stopAfterStep = (): unknown => Atomics.store(stop, 0, 1);
    if (signal?.aborted) stopAfterStep();
    signal?.addEventListener("abort", stopAfterStep);
    const workerData: TrainingOrder = { plan, stop };
    const worker = new Worker(workerUrl("./worker.ts", import.meta.url), {
      workerData,
      transferList: handedOver(plan),
    });
    let done: Done | undefined;
    worker.on("message", (message: Message) => {
      if (message.type === "error") {
        reject(new RoentgenError(message.code, message.message, message.details));
        return;
      }
      if (message.type === "done") done = message;
      onEvent(message);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (done === undefined) reject(new Error(`the training thread ended with status ${code}`));
      else resolve(done);
    });
  });
}

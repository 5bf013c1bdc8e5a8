/** Starts the training thread and hands its events on. */
import { Worker } from "node:worker_threads";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import { workerUrl } from "../util/worker.ts";
import type { TrainingEvent } from "./events.ts";
import type { TrainingPlan } from "./plan.ts";

type Message =
  | TrainingEvent
  | { readonly type: "error"; readonly code: `E_${string}`; readonly message: string; readonly details: ErrorDetails };

type Done = Extract<TrainingEvent, { type: "done" }>;

/** The last event of the run; every event goes to `onEvent`, too. Throws what stopped the run. */
export function startTraining(plan: TrainingPlan, onEvent: (event: TrainingEvent) => void): Promise<Done> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl("./worker.ts", import.meta.url), { workerData: plan });
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

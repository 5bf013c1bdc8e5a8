/** The training thread: it owns weights, gradients, optimizer state and sessions, because running a session blocks the thread that does it. */
import { parentPort, workerData } from "node:worker_threads";
import { nodeRuntime } from "../runtime/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { TrainingPlan } from "./plan.ts";
import { train } from "./train.ts";

const plan = workerData as TrainingPlan; // what start.ts gives
const runtime = nodeRuntime(plan.threads === null ? {} : { threads: plan.threads });

try {
  await train(
    runtime,
    plan,
    (event) => parentPort?.postMessage(event),
    () => performance.now(),
  );
} catch (error) {
  if (!(error instanceof RoentgenError)) throw error;
  const { code, message, details } = error;
  parentPort?.postMessage({ type: "error", code, message, details });
}

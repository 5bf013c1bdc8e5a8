/** The training thread: it owns weights, gradients, optimizer state and sessions, because running a session blocks the thread that does it. */
import { parentPort, workerData } from "node:worker_threads";
import { RoentgenError } from "../util/error.ts";
import { engineOn } from "./engine-on.ts";
import type { TrainingEvent } from "./events.ts";
import { cachedFeatures } from "./feature-cache/cached-features.ts";
import { openFeatureStore } from "./feature-cache/open-store.ts";
import type { CacheFeatures } from "./means.ts";
import type { TrainingPlan } from "./plan.ts";
import { openPixels, type StoredPixels } from "./stored-pixels.ts";
import { rowsOnDisk } from "./stored-rows.ts";
import { train } from "./train.ts";

export interface TrainingOrder {
  readonly plan: TrainingPlan<StoredPixels>;
  /** One number; not 0 once the run is to stop. */
  readonly stop: Int32Array;
}

const { plan, stop } = workerData as TrainingOrder; // what start.ts gives
const engine = engineOn(plan.device, plan.threads);

let hasCheckpoint = false;

/** Between steps is where a run can be stopped. */
function tell(event: TrainingEvent): void {
  parentPort?.postMessage(event);
  hasCheckpoint ||= event.type === "checkpoint";
  if (Atomics.load(stop, 0) === 0) return;
  throw new RoentgenError("E_INTERRUPTED", "training was interrupted", {
    kind: "interrupted",
    fix: hasCheckpoint
      ? "the best weights so far are in checkpoint/best of the run folder, for --weights of another run"
      : "no epoch was finished, so that no weights are kept: remove the run folder and train again",
  });
}

const cacheFeatures: CacheFeatures = (features, base, parameters) => {
  const { cache } = plan;
  if (cache === null) return features;
  const { runtime } = engine;
  const onProblem = (problem: string): void => tell({ type: "cache", problem });
  return cachedFeatures(features, openFeatureStore(cache, { ...plan, base, parameters, runtime }, onProblem));
};

try {
  const opened: TrainingPlan = {
    ...plan,
    train: { ...plan.train, images: openPixels(plan.train.images) },
    validation: { ...plan.validation, images: openPixels(plan.validation.images) },
  };
  const openRows = rowsOnDisk(plan.train.images.pixels.file.folder);
  await train(opened, { engine, openRows, cacheFeatures, clock: () => performance.now() }, tell);
} catch (error) {
  if (!(error instanceof RoentgenError)) throw error;
  const { code, message, details } = error;
  parentPort?.postMessage({ type: "error", code, message, details });
}

/** The training thread: it owns weights, gradients, optimizer state and sessions, because running a session blocks the thread that does it. */
import { parentPort, workerData } from "node:worker_threads";
import { RoentgenError } from "../util/error.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type Control, SIGNAL } from "./control.ts";
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
  /** What the run goes on from. */
  readonly from?: Checkpoint | undefined;
  /** As SIGNAL says. */
  readonly signals: Int32Array;
}

const { plan, from, signals } = workerData as TrainingOrder; // what start.ts gives
const engine = engineOn(plan.device, plan.threads);
const control: Control = {
  stopAsked: () => Atomics.load(signals, SIGNAL.stop) !== 0,
  isWriting: () => Atomics.load(signals, SIGNAL.writing) !== 0,
};

function tell(event: TrainingEvent): void {
  if (event.type === "checkpoint") Atomics.add(signals, SIGNAL.writing, 1);
  parentPort?.postMessage(event);
}

const cacheFeatures: CacheFeatures = async (features, base, parameters) => {
  const { cache } = plan;
  if (cache === null) return features;
  const { runtime } = engine;
  const onProblem = (problem: string): void => tell({ type: "cache-problem", problem });
  const computing = { ...plan, base, parameters, runtime, features };
  return cachedFeatures(features, await openFeatureStore(cache, computing, onProblem));
};

try {
  const opened: TrainingPlan = {
    ...plan,
    train: { ...plan.train, images: openPixels(plan.train.images) },
    validation: { ...plan.validation, images: openPixels(plan.validation.images) },
  };
  const openRows = rowsOnDisk(plan.train.images.pixels.file.folder);
  const means = { engine, openRows, cacheFeatures, control, clock: () => performance.now() };
  await train(opened, means, tell, from);
} catch (error) {
  if (!(error instanceof RoentgenError)) throw error;
  const { code, message, details } = error;
  parentPort?.postMessage({ type: "error", code, message, details });
}

export { type BaseFeatures, openBaseFeatures } from "./base-features.ts";
export type { Checkpoint } from "./checkpoint.ts";
export {
  type AskedDevice,
  type ChosenDevice,
  chooseDevice,
  DEVICES,
  fastestDevice,
  usableDevices,
  webGpuAdvice,
} from "./device/choose-device.ts";
export type { MeasuredWork } from "./device/trial-work.ts";
export { proveDevice, type Trial } from "./device/try-device.ts";
export type { CheckpointEvent, EpochEvent, TrainingEvent } from "./events.ts";
export type { FeatureCachePlan } from "./feature-cache/describe-set.ts";
export { rowKey } from "./feature-cache/feature-set.ts";
export type { FeatureStore, Shelf } from "./feature-cache/feature-store.ts";
export { openFeatureStore } from "./feature-cache/open-store.ts";
export { clearShelf, type ShelvedSet, shelvedSets } from "./feature-cache/shelved-sets.ts";
export { notFiniteOf } from "./finite.ts";
export { microBatchFor } from "./micro-batch.ts";
export type { PhaseName } from "./phase-name.ts";
export { type LabelledPixels, pixelsInMemory } from "./pixel-source.ts";
export type { TrainingPlan } from "./plan.ts";
export { SAMPLINGS } from "./sampling.ts";
export { SCHEDULES } from "./schedule.ts";
export { startTraining } from "./start.ts";
export {
  closePixelFile,
  createPixelFile,
  openPixels,
  type PixelFile,
  type StoredPixels,
  writePixels,
} from "./stored-pixels.ts";

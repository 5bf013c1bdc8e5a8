export { openBaseFeatures } from "./base-features.ts";
export type { CheckpointEvent, EpochEvent, PhaseName, TrainingEvent } from "./events.ts";
export { microBatchFor } from "./micro-batch.ts";
export { pixelsInMemory } from "./pixel-source.ts";
export type { LabelledPixels, TrainingPlan } from "./plan.ts";
export { startTraining } from "./start.ts";
export {
  closePixelFile,
  createPixelFile,
  openPixels,
  type PixelFile,
  type StoredPixels,
  writePixels,
} from "./stored-pixels.ts";

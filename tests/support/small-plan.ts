/** A training plan for tests, as small as it can be: one epoch of each phase, nothing random but the order. */
import { adamAlone } from "../../src/training/adam-options.ts";
import type { TrainingPlan } from "../../src/training/index.ts";
import { plateauAlone } from "../../src/training/schedule.ts";

/** Without its images. */
export const smallPlan: Omit<TrainingPlan, "train" | "validation" | "network"> & { readonly network: string } = {
  network: "nasnetmobile",
  imageSize: 32,
  sizes: [32],
  scaling: "unit",
  units: 2,
  seed: 1,
  batch: 4,
  microBatch: 4,
  augmentation: { flip: false, turn: 0, crop: 0, brightness: 0, contrast: 0 },
  frozen: { epochs: 1, rate: 1e-3 },
  views: 1,
  fineTuning: { epochs: 1, rate: 1e-3, schedule: plateauAlone },
  trainedFrom: null,
  patience: 20,
  normalisation: "batch",
  statistics: "estimated",
  adam: adamAlone,
  sampling: "shuffled",
  classWeights: null,
  dropout: [0, 0],
  labelSmoothing: 0,
  threads: 1,
  device: "cpu",
  layout: "generic",
  cache: null,
  start: new Map(),
};

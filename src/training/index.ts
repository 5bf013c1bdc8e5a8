export type { EpochEvent, TrainingEvent } from "./events.ts";
export { predictedPlace } from "./figures-of-logits.ts";
export type { LabelledPixels, TrainingPlan } from "./plan.ts";
export { startTraining } from "./start.ts";

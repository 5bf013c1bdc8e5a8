export type { ModelDescription } from "./description.ts";
export { type Decided, exportModel, type TrainedClassifier, undecided } from "./export.ts";
export { fingerprint } from "./fingerprint.ts";
export { type Judgement, judgementOf } from "./judgement.ts";
export { BATCH, loadModel, type Model, openModel } from "./load.ts";
export { type FileResult, predictFiles } from "./predict-files.ts";
export { fixedBatch, imageFeed } from "./run.ts";
export type { ExportedModel } from "./seal.ts";
export { exportSmaller } from "./smaller.ts";

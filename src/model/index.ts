export type { ModelDescription } from "./description.ts";
export { type ExportedModel, exportModel, type TrainedClassifier } from "./export.ts";
export type { Judgement } from "./judgement.ts";
export { BATCH, loadModel, type Model } from "./load.ts";
export { type FileResult, predictFiles } from "./predict-files.ts";

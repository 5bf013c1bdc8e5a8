export { compareModels, requireSmallLoss } from "./compare-models.ts";
export { type EvaluateRequest, type Evaluation, evaluate, type Material } from "./evaluate.ts";
export { judge } from "./judge.ts";
export { parseLabelMap } from "./label-map.ts";
export { type Progress, predictionRow, predictSource, type Skip } from "./predict-source.ts";
export { parseRequirement, type Requirement, requireFigures, requireKnownClasses } from "./requirement.ts";
export { unchangedImages } from "./source.ts";

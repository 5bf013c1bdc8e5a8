export { type EvaluateRequest, type Evaluation, evaluate, type Material } from "./evaluate.ts";
export { judge } from "./judge.ts";
export { predictionRow } from "./predict-source.ts";
export { parseRequirement, type Requirement, requireFigures, requireKnownClasses } from "./requirement.ts";

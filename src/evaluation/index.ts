export { type EvaluateRequest, type Evaluation, evaluate } from "./evaluate.ts";
export { judge } from "./judge.ts";
export { predictionRow } from "./predict-part.ts";
export { parseRequirement, type Requirement, requireFigures, requireKnownClasses } from "./requirement.ts";

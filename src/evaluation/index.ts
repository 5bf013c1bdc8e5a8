export { type Baseline, judgeBaselines } from "./baseline/baseline.ts";
export { compareModels, requireSmallLoss } from "./compare-models.ts";
export { type Asked, CALIBRATIONS, decide } from "./decide.ts";
export { type EvaluateRequest, type Evaluation, evaluate, type Material } from "./evaluate.ts";
export { judge } from "./judge/judge.ts";
export { parseLabelMap } from "./label-map.ts";
export { OPERATING_RULE_EXPECTED, parseOperatingRule } from "./operating-rule.ts";
export { judgeOutOfFold } from "./out-of-fold.ts";
export { type Progress, predictionRow, predictSource, type Skip, type Source } from "./predict-source.ts";
export { parsePrevalences } from "./prevalence.ts";
export {
  boundOf,
  holds,
  parseRequirement,
  type Requirement,
  requireFigures,
  requireKnownClasses,
} from "./requirement.ts";
export { type RunManifest, readManifest, UNSEALED } from "./run-manifest.ts";
export { type ReadRun, unchangedImages } from "./source.ts";
export { decimalsApart, toldReached } from "./told-figure.ts";

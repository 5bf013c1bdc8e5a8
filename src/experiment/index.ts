export { SCALING_EXPECTED } from "./base/parse-scaling.ts";
export { type ClassProbability, classifyPhoto } from "./classify-photo.ts";
export { convertModel } from "./convert-model.ts";
export { type DemoEvent, type DemoResult, type DemoStage, demoAgain, runDemo } from "./demo/demo.ts";
export { DEMO } from "./demo/setting.ts";
export { type Examination, examine } from "./doctor/doctor.ts";
export type { RunEvent } from "./events.ts";
export { EXPORT_FORMATS, type ExportFormat, exportRun } from "./export-run.ts";
export { featureShelf } from "./feature-shelf.ts";
export { writeFeatures } from "./features.ts";
export {
  kebabCase,
  type Option,
  type OptionGroup,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
} from "./options.ts";
export { namedAsInFile, parseTrainOptions } from "./parse-options.ts";
export { exportPrecision } from "./precision/export-precision.ts";
export { resumeRun } from "./resume-run.ts";
export type { FinishedRun } from "./run-work.ts";
export { trainRun } from "./train-run.ts";
export { LESS_MEMORY, resumeCommand } from "./way-on.ts";

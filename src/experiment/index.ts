export { SCALING_EXPECTED } from "./base/parse-scaling.ts";
export { type ClassProbability, classifyPhoto } from "./classify-photo.ts";
export { cellsOf, figureCell } from "./comparison/cells.ts";
export { briefNotes } from "./comparison/interval-notes.ts";
export { requireFiguresOfTable, requireOfBest } from "./comparison/required.ts";
export { compareRunsAtHand } from "./comparison/runs-at-hand.ts";
export { writeTables } from "./comparison/table-files.ts";
export { convertModel } from "./convert-model.ts";
export { type DemoEvent, type DemoResult, type DemoStage, demoAgain, runDemo } from "./demo/demo.ts";
export { DEMO } from "./demo/setting.ts";
export { examine } from "./doctor/doctor.ts";
export type { Examination } from "./doctor/examination.ts";
export type { RunEvent } from "./events.ts";
export { EXPORT_FORMATS, type ExportFormat, exportRun } from "./export-run.ts";
export { featureShelf } from "./feature-shelf.ts";
export { writeFeatures } from "./features.ts";
export { type FinishedFolds, isInFolds, resumeFolds, trainFolds } from "./folds/train-folds.ts";
export { judgeRun } from "./judge-run.ts";
export type { Option, OptionGroup } from "./options/option.ts";
export {
  type GivenOptions,
  kebabCase,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
} from "./options.ts";
export { namedAsInFile, parseTrainOptions } from "./parse-options.ts";
export { exportPrecision } from "./precision/export-precision.ts";
export { type PriceResult, priceOfMistakes } from "./price/price-of-mistakes.ts";
export { priceCells } from "./price/price-table.ts";
export { writeReportAgain } from "./report/write-report.ts";
export { resumeRun } from "./resume-run.ts";
export type { FinishedRun } from "./run-work.ts";
export type { Experiment, PlannedRun } from "./study/plan.ts";
export { readExperiment } from "./study/plan-file.ts";
export {
  ARMS,
  type Arm,
  besidePublished,
  PUBLISHED_NETWORKS,
  PUBLISHED_TASKS,
  type PublishedGrid,
  publishedExperiment,
} from "./study/published.ts";
export { requireAllRuns } from "./study/run-failures.ts";
export { hasEnded, type RunState } from "./study/run-state.ts";
export { type Beside, runStudy, type StudyResult } from "./study/run-study.ts";
export type { Place, StudyEvent } from "./study/work-through.ts";
export { trainRun } from "./train-run.ts";
export { commandAgain, LESS_MEMORY, resumeCommand } from "./way-on.ts";

export {
  type CheckpointContent,
  forgetEarlierCheckpoint,
  type KeptCheckpoint,
  keepCheckpoint,
  readBest,
  recoverCheckpoint,
} from "./checkpoint.ts";
export {
  type AgainstBest,
  type ComparedRow,
  type ComparedTask,
  type Comparison,
  comparisonSchema,
  isSeen,
  nameOfRow,
  ROW_FIGURES,
  type RowFigure,
  SEEN,
  toldValue,
} from "./comparison.ts";
export { configSchema, isCrossValidation, type RunConfig } from "./config.ts";
export { type ConfigDifference, configDifferences } from "./config-differences.ts";
export { cutBack } from "./cut-back.ts";
export { openEvents, readEvents } from "./events.ts";
export { sha256OfFigures } from "./figures-hash.ts";
export { findRuns, requireRun } from "./find-runs.ts";
export {
  createRunFolder,
  makeRunFolders,
  newRunName,
  RUNS,
  type RunFolder,
  requirePlace,
  runFolder,
} from "./folder.ts";
export { type HistoryRow, readHistory, writeHistory } from "./history.ts";
export { parsedAs, readJson, readRunFile, writeJson } from "./json.ts";
export { readJudged, readJudgedSoFar } from "./judged.ts";
export { appendToLedger, type LedgerEntry } from "./ledger.ts";
export { type RunLock, whileLocked } from "./lock.ts";
export type { LockHolder } from "./lock-holder.ts";
export {
  CLASS_FIGURE_NAMES,
  type ClassFigure,
  CONFIDENCE,
  type FoldMetrics,
  keptPrevalences,
  type Metrics,
  metricsSchema,
  NOTHING_JUDGED,
  type OutOfFold,
  type PartMetrics,
  type ShownReliability,
  shownFigures,
  shownReliability,
} from "./metrics.ts";
export { type PredictionRow, type Predictions, readPredictions, writePredictions } from "./predictions.ts";
export { type Price, type PriceRow, priceSchema } from "./price.ts";
export { requireSealed } from "./seal.ts";
export { type ModelComparison, type SmallerModel, smallerModelSchema } from "./smaller-model.ts";
export { type CheckpointState, type EpochPlace, stateSchema } from "./state.ts";
export { judgedBy, knownBy, type RunSummary, summarizeRun } from "./summary.ts";
export { openBoard } from "./tensorboard/board.ts";
export type { Hyperparameters } from "./tensorboard/hyperparameters.ts";

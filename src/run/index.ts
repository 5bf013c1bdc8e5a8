export { configSchema, type RunConfig } from "./config.ts";
export { type EventLog, openEvents, readEvents } from "./events.ts";
export { type CheckpointFiles, createRunFolder, newRunName, type RunFolder, requireFree, runFolder } from "./folder.ts";
export { type HistoryRow, readHistory, writeHistory } from "./history.ts";
export { readJson, readRunFile, writeJson } from "./json.ts";
export { appendToLedger, type LedgerEntry, type Opening, readLedger } from "./ledger.ts";
export { type Metrics, metricsSchema, type PartMetrics } from "./metrics.ts";
export { type PredictionRow, type Predictions, readPredictions, writePredictions } from "./predictions.ts";
export { type CheckpointState, type Phase, stateSchema } from "./state.ts";

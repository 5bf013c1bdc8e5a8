export { lower, type Target } from "./lower.ts";
export { type BatchNormalized, foldNormalization, normalizeByBatch } from "./normalization.ts";
export { type Prepared, splitPrepared } from "./prepare.ts";

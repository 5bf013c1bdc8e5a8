export { absorb } from "./absorb.ts";
export { withoutCopies } from "./copies.ts";
export { withFreeEdges } from "./edges.ts";
export { hoist } from "./hoist.ts";
export { lower, type Target } from "./lower.ts";
export { type BatchNormalized, foldNormalization, normalizeByBatch } from "./normalization.ts";
export { type Peeled, peel } from "./peel.ts";
export { type Prepared, splitPrepared } from "./prepare.ts";

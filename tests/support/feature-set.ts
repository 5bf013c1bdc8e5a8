/** A set of cached features that no network computes. */
import type { FeatureSet } from "../../src/training/feature-cache/feature-set.ts";

export const featureSet = (more: Partial<FeatureSet> = {}): FeatureSet => ({
  version: 1,
  network: "mean",
  imageSize: 8,
  channels: 4,
  graph: "0".repeat(64),
  weights: "1".repeat(64),
  scaling: "unit",
  made: { threads: 1 },
  ...more,
});

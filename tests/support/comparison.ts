/** Runs side by side, made up: the best and another, which was judged on a test part that had been opened before. */
import type { ComparedRow, Comparison } from "../../src/run/index.ts";

const figure = (estimate: number) => ({
  estimate,
  low: estimate - 0.05,
  high: estimate + 0.04,
  n: 100,
  method: "made up",
});

/** isBest: else it is held against the best. */
export const comparedRow = (network: string, accuracy: number, isBest: boolean): ComparedRow => ({
  values: { network, enhance: "no", epochs: "20" },
  runs: [network],
  images: 1100,
  patients: 90,
  opening: isBest ? 1 : 2,
  figures: { accuracy: figure(accuracy), sensitivity: figure(0.8), specificity: figure(0.7), auroc: figure(0.85) },
  reported: isBest ? 0.875 : null,
  isBest,
  againstBest: isBest
    ? null
    : { kind: "paired", difference: figure(-0.1), p: 0.0001, adjusted: 0.0002, test: "McNemar, mid-p", auroc: null },
});

export const madeComparison: Comparison = {
  version: 1,
  title: "two networks",
  data: "data",
  part: "test",
  reportedBy: "published",
  columns: ["network", "enhance", "epochs"],
  tasks: [
    {
      task: "multi",
      positive: null,
      rows: [comparedRow("inceptionresnetv2", 0.812, false), comparedRow("large", 0.912, true)],
    },
  ],
  notes: ["Intervals are made up."],
};

/** Runs side by side, made up: the best and another, which was judged on a test part that had been opened before. */
import type { ComparedRow, Comparison } from "../../src/run/index.ts";

/** An interval of 0.05 below and 0.04 above. */
export const comparedFigure = (estimate: number) => ({
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
  figures: {
    accuracy: comparedFigure(accuracy),
    sensitivity: comparedFigure(0.8),
    specificity: comparedFigure(0.7),
    auroc: comparedFigure(0.85),
  },
  reported: isBest ? 0.875 : null,
  isBest,
  againstBest: isBest
    ? null
    : {
        kind: "paired",
        difference: comparedFigure(-0.1),
        p: 0.0001,
        adjusted: 0.0002,
        test: "McNemar, mid-p",
        auroc: null,
      },
});

/** Of one task. */
export const comparisonOf = (...rows: readonly ComparedRow[]): Comparison => ({
  version: 1,
  title: "two networks",
  data: "data",
  part: "test",
  reportedBy: "published",
  columns: ["network", "enhance", "epochs"],
  tasks: [{ task: "multi", positive: null, rows }],
  notes: ["Intervals are made up."],
});

export const madeComparison: Comparison = comparisonOf(
  comparedRow("inceptionresnetv2", 0.812, false),
  comparedRow("large", 0.912, true),
);

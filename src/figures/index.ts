export { confusionPlot } from "./confusion-plot.ts";
export { type CurvePlot, curvePlot } from "./curve-plot.ts";
export { decisionPlot } from "./decision-plot.ts";
export { type FlowPiece, flowPlot } from "./flow-plot.ts";
export { type IntervalPlot, type IntervalRow, intervalPlot } from "./interval-plot.ts";
export { type LearningPlot, learningPlot } from "./learning-plot.ts";
export { linePlot } from "./line-plot.ts";
export type { BandBounds } from "./marks.ts";
export {
  formatBounds,
  formatCount,
  formatLoss,
  formatPoints,
  formatProbability,
  formatRate,
  formatShare,
  formatValue,
} from "./number.ts";
export { type ReliabilityBin, reliabilityPlot } from "./reliability-plot.ts";
export { escaped } from "./svg.ts";
export { thresholdPlot } from "./threshold-plot.ts";

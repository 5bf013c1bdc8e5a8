export { auroc, type OneVsRest, oneVsRestAuroc } from "./auroc.ts";
export { type ClassFigures, type ClassificationFigures, classificationFigures } from "./classification.ts";
export { type ConfusionMatrix, confusionMatrix } from "./confusion.ts";
export type { Figure, MeasuredFigure, UndefinedFigure } from "./figure.ts";
export { pairedProportions, studentMean } from "./paired.ts";
export { brierOf, calibrationTerms, type Judged } from "./probability-scores.ts";
export { clopperPearson, proportion } from "./proportion.ts";

export {
  cohenKappa,
  type KappaWeights,
  matthewsCorrelation,
} from "./agreement.ts";
export { auroc, type OneVsRest, oneVsRestAuroc } from "./auroc.ts";
export { type BootstrapPlan, type Bootstrapped, bootstrap } from "./bootstrap.ts";
export { figuresByUnit } from "./by-unit.ts";
export type { BinOptions } from "./calibration/bins.ts";
export { type BrierDecomposition, type BrierTerms, brierScore, decomposeBrier } from "./calibration/brier.ts";
export { type CalibrationErrorOptions, weightedCalibrationError } from "./calibration/calibration-error.ts";
export {
  fitIsotonic,
  type IsotonicCurve,
  type IsotonicFit,
  isotonicProbability,
} from "./calibration/isotonic.ts";
export { logitOf } from "./calibration/logit.ts";
export { fitPlatt, type PlattFit, plattProbability } from "./calibration/platt.ts";
export { type ReliabilityBin, reliability } from "./calibration/reliability.ts";
export { type CalibrationSlope, calibrationSlope } from "./calibration/slope.ts";
export { fitTemperature, type TemperatureFit, temperedProbabilities } from "./calibration/temperature.ts";
export {
  type ClassFigures,
  type ClassificationFigures,
  classificationFigures,
  f1OfJaccard,
  microFigures,
} from "./classification.ts";
export { CLUSTERED_METHOD, clusteredMean, clusteredProportion, type Share } from "./clustered-proportion.ts";
export { type ConfusionMatrix, confusionMatrix, unknownLabel } from "./confusion.ts";
export type { Counts } from "./counts.ts";
export { type Band, type BandPoint, bootstrapCurves, type CurvePlan, type WeightedCurve } from "./curve-bootstrap.ts";
export {
  type DecisionCurve,
  decisionCurve,
  decisionThresholds,
  weightedNetBenefits,
} from "./decision/decision-curve.ts";
export {
  type JudgedOperatingPoint,
  judgeOperatingPoint,
  type OperatingCriterion,
  type OperatingPoint,
  operatingPoint,
} from "./decision/operating-point.ts";
export { type Calls, type PredictiveValues, predictiveValues } from "./decision/predictive-values.ts";
export { type AurocDifference, compareAurocs, type DeLong, delong } from "./delong.ts";
export {
  type Figure,
  type MeasuredFigure,
  type PointFigure,
  pointFigure,
  type UndefinedFigure,
  undefinedFigure,
} from "./figure.ts";
export { meanOverFolds, weightedMeanOverFolds } from "./folds.ts";
export { holm } from "./holm.ts";
export { fitLogisticRegression, type LogisticRegression, logisticProbabilities } from "./logistic-regression.ts";
export { type McNemar, mcnemar, mcnemarOf } from "./mcnemar.ts";
export { type Dependence, dependenceOf, meanFigure } from "./mean.ts";
export { pairedProportions, studentMean } from "./paired.ts";
export {
  aurocDifference,
  type ExchangedDifference,
  meanDifference,
  type PermutationPlan,
  type PermutationTest,
  permutationTest,
} from "./permutation.ts";
export { averagePrecision, type PrecisionRecallCurve, precisionRecallCurve } from "./precision-recall.ts";
export {
  BRIER_RANGE,
  brierOf,
  frequencyLogLoss,
  type Judged,
  LOG_LOSS_RANGE,
  logLossOf,
} from "./probability-scores.ts";
export { clopperPearson, proportion } from "./proportion.ts";
export { type Membership, type Ranking, rankScores } from "./ranking.ts";
export { type RocCurve, type RocOptions, rocCurve } from "./roc.ts";
export {
  differenceOfMagnitudes,
  estimateOf,
  type WeightedFigure,
  weightedAverage,
  weightedMean,
  weightedProportion,
} from "./weighted.ts";
export { weightedAuroc, weightedAveragePrecision } from "./weighted-auroc.ts";
export { type ConfusionFigure, type Judgements, weightedConfusion, weightedF1 } from "./weighted-confusion.ts";
export { weightedPrecisionRecall, weightedRoc } from "./weighted-curves.ts";

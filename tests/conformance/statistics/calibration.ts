/** Figures of probabilities, and what is fitted to them. */
import {
  brierOf,
  brierScore,
  calibrationSlope,
  decomposeBrier,
  type Figure,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  isotonicProbability,
  logitOf,
  logLossOf,
  type ReliabilityBin,
  reliability,
  weightedCalibrationError,
} from "../../../src/statistics/index.ts";
import { type Several, several, type Two, two } from "./cases.ts";
import { type ComparedStatistic, compared, estimateOf, limitsOf, meanOf, type Pair, Z } from "./compared.ts";

export function ofCalibration(): ComparedStatistic[] {
  return [...ofProbabilities(), ...ofBins(), ...ofFits()];
}

function ofProbabilities(): ComparedStatistic[] {
  return [
    compared("Brier score", "scikit-learn", [
      ...two.map(({ a, y, brier }): Pair => [estimateOf(brierScore(a, y)), brier]),
      ...several.map(({ p, y, brier_sum }): Pair => [2 * meanOf(judgedOf(p, y).map(brierOf)), brier_sum]),
    ]),
    compared("log loss", "scikit-learn", [
      ...two.map(({ a, y, log_loss }): Pair => {
        const rows = a.map((p) => [1 - p, p]);
        return [meanOf(judgedOf(rows, y).map(logLossOf)), log_loss];
      }),
      ...several.map(({ rows, y, log_loss }): Pair => [meanOf(judgedOf(rows, y).map(logLossOf)), log_loss]),
    ]),
  ];
}

const judgedOf = (rows: readonly (readonly number[])[], y: readonly number[]) =>
  rows.map((probabilities, i) => ({ probabilities, truth: y[i]! }));

function ofBins(): ComparedStatistic[] {
  const errorOf = ({ a, y }: Two, debiased: boolean): number =>
    weightedCalibrationError(a, y, { debiased }).at(new Uint8Array(y.length).fill(1))!;
  return [
    compared("reliability diagram, bins by width and by count", "scikit-learn", two.map(reliabilityPair)),
    compared(
      "expected calibration error",
      "the definition",
      two.map((one): Pair => [errorOf(one, false), one.ece_10_equal_width]),
    ),
    compared(
      "expected calibration error, debiased",
      "SciPy (integral)",
      two.map((one): Pair => [errorOf(one, true), one.more.debiased_error]),
    ),
    compared("Brier score: decomposition, plain and debiased", "the definition", two.map(decompositionPair)),
  ];
}

function reliabilityPair({ a, y, more }: Two): Pair {
  const rowsOf = (bins: readonly ReliabilityBin[]): number[][] => {
    const filled = bins.filter(({ count }) => count > 0);
    return [filled.map(({ observed }) => estimateOf(observed)), filled.map(({ probability }) => probability!)];
  };
  const { reliability: byWidth, reliability_by_count: byCount } = more;
  return [
    [...rowsOf(reliability(a, y)), ...rowsOf(reliability(a, y, { by: "count" }))],
    [byWidth.observed, byWidth.probability, byCount.observed, byCount.probability],
  ];
}

function decompositionPair({ a, y, more }: Two): Pair {
  const { debiased, ...terms } = decomposeBrier(a, y)!;
  const { debiased: theirs, ...expected } = more.decomposition;
  return [
    [Object.values(terms), Object.values(debiased)],
    [Object.values(expected), Object.values(theirs)],
  ];
}

function ofFits(): ComparedStatistic[] {
  const slopes = "calibration slope, intercept, intercept in the large, with standard errors";
  return [
    compared(slopes, "statsmodels", two.map(slopePair), "fitted"),
    compared("Platt's scaling", "SciPy", two.map(plattPair), "fitted"),
    compared("temperature", "SciPy", [...two.map(sigmoidPair), ...several.map(softmaxPair)], "fitted"),
    compared("isotonic curve", "scikit-learn", two.map(isotonicPair)),
  ];
}

const logitsOf = (probabilities: readonly number[]): number[] => probabilities.map((p) => logitOf([1 - p, p], 1));

function slopePair({ a, y, more }: Two): Pair {
  const { slope, intercept, inTheLarge } = calibrationSlope(logitsOf(a), y);
  const errorOf = ({ low, high }: Figure): number => (high! - low!) / 2 / Z;
  const figures = [slope, intercept, inTheLarge];
  const { se, ...theirs } = more.slope;
  return [
    [...figures.map(estimateOf), ...figures.map(errorOf)],
    [theirs.slope, theirs.intercept, theirs.in_the_large, se[1], se[0], theirs.se_in_the_large],
  ];
}

function plattPair({ a, y, platt }: Two): Pair {
  const { slope, intercept, logLoss } = fitPlatt(logitsOf(a), y);
  return [
    [estimateOf(slope), estimateOf(intercept), logLoss.after!],
    [platt.slope, platt.intercept, platt.log_loss],
  ];
}

function sigmoidPair({ a, y, temperature: theirs }: Two): Pair {
  const { temperature, logLoss } = fitTemperature(
    logitsOf(a).map((z) => [z]),
    y,
  );
  return [
    [estimateOf(temperature), logLoss.after!],
    [theirs.t, theirs.log_loss],
  ];
}

function softmaxPair({ p, y, more: { temperature: theirs } }: Several): Pair {
  const { temperature, logLoss } = fitTemperature(
    p.map((row) => row.map(Math.log)),
    y,
  );
  return [
    [estimateOf(temperature), ...limitsOf(temperature), logLoss.before!, logLoss.after!],
    [theirs.temperature, ...theirs.interval, theirs.before, theirs.after],
  ];
}

function isotonicPair({ a, y, more: { isotonic } }: Two): Pair {
  const { curve } = fitIsotonic(a, y);
  return [isotonic.at.map((at) => isotonicProbability(at, curve!)), isotonic.values];
}

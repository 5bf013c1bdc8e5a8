/**
 * How good probabilities are: log loss, Brier score and its parts, and reliability, of the class decided for and of each class against the rest.
 * Of the network's own (before) and of the calibrated ones (after); names begin with which.
 */
import type { PartMetrics } from "../../run/index.ts";
import {
  BRIER_RANGE,
  brierOf,
  brierScore,
  calibrationSlope,
  decomposeBrier,
  LOG_LOSS_RANGE,
  logitOf,
  logLossOf,
  type ReliabilityBin,
  reliability,
  studentMean,
  weightedCalibrationError,
  weightedMean,
} from "../../statistics/index.ts";
import { type Candidate, type Figures, withoutResamples } from "./candidates.ts";
import type { Cases } from "./cases.ts";
import { rate } from "./rate.ts";

type Named = readonly [string, Candidate];
type ProbabilityMetrics = PartMetrics["calibration"]["after"];

/** shown: places of the classes that are told of. */
export function probabilityCandidates(cases: Cases, shown: readonly number[], stage: string): Named[] {
  const { truths, probabilities } = cases;
  const judged = probabilities.map((row, i) => ({ probabilities: row, truth: truths[i]! }));
  const [losses, scores] = [judged.map(logLossOf), judged.map(brierOf)];
  return [
    [
      `${stage}/logLoss`,
      { byImage: studentMean(losses, { range: LOG_LOSS_RANGE }), resampled: weightedMean(losses, "logarithmic") },
    ],
    [
      `${stage}/brier`,
      { byImage: studentMean(scores, { range: BRIER_RANGE }), resampled: weightedMean(scores, "logit") },
    ],
    ...reliabilityCandidates(cases, confidenceOf(cases), `${stage}/confidence`),
    ...shown.flatMap((place): Named[] => {
      const told = toldOf(cases, place);
      const squares = told.probabilities.map((p, i) => (p - Number(told.members[i])) ** 2);
      const byImage = brierScore(told.probabilities, told.members);
      return [
        [`${stage}/${place}/brier`, { byImage, resampled: weightedMean(squares, "logit") }],
        ...reliabilityCandidates(cases, told, `${stage}/${place}`),
      ];
    }),
  ];
}

/** What was told with a probability, and whether it was so, by image. */
interface Told {
  readonly probabilities: readonly number[];
  readonly members: readonly boolean[];
}

/** Of the class with the largest probability. */
export function confidenceOf({ truths, probabilities }: Cases): Told {
  const largest = probabilities.map((row) => Math.max(...row));
  return {
    probabilities: largest,
    members: probabilities.map((row, i) => row.indexOf(largest[i]!) === truths[i]),
  };
}

const toldOf = ({ truths, probabilities }: Cases, place: number): Told => ({
  probabilities: probabilities.map((row) => row[place]!),
  members: truths.map((truth) => truth === place),
});

function reliabilityCandidates(cases: Cases, { probabilities, members }: Told, of: string): Named[] {
  const error = (debiased: boolean): Candidate => ({
    byImage: null,
    resampled: weightedCalibrationError(probabilities, members, { debiased }),
  });
  const bins = filledBins({ probabilities, members }).map(({ low, high }): Named => {
    const inside = probabilities.map((p) => (p > low || (low === 0 && p === 0)) && p <= high);
    return [`${of}/bin/${low}`, { known: rate(cases, members, inside, "no case in the bin") }];
  });
  return [[`${of}/error`, error(false)], [`${of}/debiasedError`, error(true)], ...bins];
}

/** Those with images. */
const filledBins = ({ probabilities, members }: Told): (ReliabilityBin & { readonly probability: number })[] =>
  reliability(probabilities, members).flatMap(({ probability, ...bin }) =>
    probability === null ? [] : [{ ...bin, probability }],
  );

/** A fit for each resample would take too long. */
function slopeOf(cases: Cases, place: number) {
  const logits = cases.probabilities.map((row) => logitOf(row, place));
  const { slope, intercept, inTheLarge } = calibrationSlope(logits, toldOf(cases, place).members);
  return {
    slope: withoutResamples(cases, slope),
    intercept: withoutResamples(cases, intercept),
    inTheLarge: withoutResamples(cases, inTheLarge),
  };
}

export function probabilityMetrics(
  cases: Cases,
  shown: readonly number[],
  stage: string,
  figures: Figures,
): ProbabilityMetrics {
  const reliabilityOf = (told: Told, of: string) => ({
    bins: filledBins(told).map((bin) => ({ ...bin, observed: figures.get(`${of}/bin/${bin.low}`)! })),
    error: figures.get(`${of}/error`)!,
    debiasedError: figures.get(`${of}/debiasedError`)!,
  });
  return {
    logLoss: figures.get(`${stage}/logLoss`)!,
    brier: figures.get(`${stage}/brier`)!,
    confidence: reliabilityOf(confidenceOf(cases), `${stage}/confidence`),
    classes: shown.map((place) => {
      const told = toldOf(cases, place);
      return {
        name: cases.classes[place]!,
        ...reliabilityOf(told, `${stage}/${place}`),
        brier: figures.get(`${stage}/${place}/brier`)!,
        brierParts: decomposeBrier(told.probabilities, told.members)!, // there are cases
        ...slopeOf(cases, place),
      };
    }),
  };
}

/**
 * A model and a smaller one of it, judged on the same images: every difference is taken image by image. Intervals are those of metrics.json: where
 * patients have several images, they count patients (judge/candidates.ts).
 */
import type { ModelComparison, Predictions } from "../run/index.ts";
import {
  BRIER_RANGE,
  brierOf,
  differenceOfMagnitudes,
  type Figure,
  pairedProportions,
  studentMean,
  weightedCalibrationError,
  weightedMean,
} from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";
import { type Candidate, settle } from "./judge/candidates.ts";
import { type Cases, casesOf, type Known, oneOfEachPatient } from "./judge/cases.ts";
import { accuracyOf, rightOf } from "./judge/decision-figures.ts";
import { confidenceOf } from "./judge/probability-figures.ts";
import { rate } from "./judge/rate.ts";
import { differenceOf } from "./probability-difference.ts";
import { toldFigure } from "./told-figure.ts";

/** What the original said, and what the smaller one said of the same images. */
interface Pair extends Cases {
  readonly smaller: Cases;
}

type Named = readonly [string, Candidate];

/** Both are of the same images, in the same order. Throws E_NOTHING_TO_JUDGE where none has a label. */
export function compareModels(
  original: Predictions,
  smaller: Predictions,
  { patients }: Pick<Known, "patients">,
): ModelComparison {
  const pair = { ...casesOf(original, { patients }), smaller: casesOf(smaller, { patients }) };
  const figures = settle(pair, candidatesOf, () => ({
    ...oneOfEachPatient(pair),
    smaller: oneOfEachPatient(pair.smaller),
  }));
  const figure = (name: string): Figure => figures.get(name)!; // every name that is asked for is a candidate
  const compared = (name: string): ModelComparison["brier"] => ({
    original: figure(`original/${name}`),
    smaller: figure(`smaller/${name}`),
    loss: figure(`loss/${name}`),
  });
  return {
    images: pair.truths.length,
    accuracy: compared("accuracy"),
    brier: compared("brier"),
    calibrationError: compared("calibrationError"),
    agreement: figure("agreement"),
    difference: differenceOf(pair.probabilities, pair.smaller.probabilities),
  };
}

function candidatesOf(pair: Pair): ReadonlyMap<string, Candidate> {
  const { smaller } = pair;
  const [right, rightSmaller] = [rightOf(pair), rightOf(smaller)];
  const same = pair.decisions.map((decision, i) => decision === smaller.decisions[i]);
  const everyone = same.map(() => true);
  const lost = right.map((is, i) => Number(is) - Number(rightSmaller[i]));
  return new Map<string, Candidate>([
    ["original/accuracy", { known: accuracyOf(pair) }],
    ["smaller/accuracy", { known: accuracyOf(smaller) }],
    ["loss/accuracy", { byImage: pairedProportions(right, rightSmaller), resampled: weightedMean(lost, "Fisher's") }],
    ["agreement", { known: rate(pair, same, everyone, "no image was judged") }],
    ...brierCandidates(pair),
    ...calibrationCandidates(pair),
  ]);
}

/** The smaller a score is, the better. */
function brierCandidates(pair: Pair): Named[] {
  const [original, smaller] = [scoresOf(pair), scoresOf(pair.smaller)];
  const loss = smaller.map((value, i) => value - original[i]!);
  const mean = (values: readonly number[]): Candidate => ({
    byImage: studentMean(values, { range: BRIER_RANGE }),
    resampled: weightedMean(values, "logit"),
  });
  return [
    ["original/brier", mean(original)],
    ["smaller/brier", mean(smaller)],
    ["loss/brier", { byImage: studentMean(loss), resampled: weightedMean(loss, "Fisher's") }],
  ];
}

const scoresOf = ({ truths, probabilities }: Cases): number[] =>
  probabilities.map((row, i) => brierOf({ probabilities: row, truth: truths[i]! }));

/** A mean over bins, not over images: only resamples give it an interval. */
function calibrationCandidates(pair: Pair): Named[] {
  const [original, smaller] = [calibrationErrorOf(pair), calibrationErrorOf(pair.smaller)];
  const isUnchanged = differenceOf(pair.probabilities, pair.smaller.probabilities).largest === 0;
  const unchanged = { estimate: 0, low: 0, high: 0, n: pair.truths.length, method: "no probability differs" };
  return [
    ["original/calibrationError", { byImage: null, resampled: original }],
    ["smaller/calibrationError", { byImage: null, resampled: smaller }],
    [
      "loss/calibrationError",
      {
        byImage: null,
        resampled: differenceOfMagnitudes(smaller, original),
        ...(isUnchanged && { atEdge: unchanged }),
      },
    ],
  ];
}

function calibrationErrorOf(cases: Cases) {
  const { probabilities, members } = confidenceOf(cases);
  return weightedCalibrationError(probabilities, members);
}

/**
 * Throws E_PRECISION_LOSS (status 5) where the loss of accuracy, as it was seen, is above the limit, or where the loss of the Brier score may
 * be: the upper bound of its 95 % interval. The accuracy's own upper bound says too little on few images: of 168 and an accuracy of
 * 0.9 it is 0.021 for two models that never differ.
 */
export function requireSmallLoss({ accuracy, brier }: ModelComparison, largest: number): void {
  const losses = [accuracy.loss.estimate, brier.loss.high];
  if (losses.every((loss) => loss !== null && loss <= largest)) return;
  throw new RoentgenError("E_PRECISION_LOSS", "the smaller model loses too much", {
    kind: "figure",
    expected: `a loss of accuracy of at most ${largest}, and of the Brier score in the upper bound of its 95 % interval`,
    received: `accuracy ${toldFigure(accuracy.loss, 4)}; Brier score ${toldFigure(brier.loss, 4)}`,
    fix: "nothing was written: take --precision fp16, calibrate on more images (--calibration), or accept more by --largest-loss",
  });
}

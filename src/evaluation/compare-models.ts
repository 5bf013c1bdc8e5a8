/** A model and a smaller one of it, judged on the same images: every difference is taken image by image. */
import type { ModelComparison, Predictions } from "../run/index.ts";
import {
  brierOf,
  calibrationTerms,
  type Figure,
  type Judged,
  pairedProportions,
  proportion,
  studentMean,
} from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";

/** Both have the same labelled images, in the same order. */
export function compareModels(original: Predictions, smaller: Predictions): ModelComparison {
  const both = [original, smaller].map(judgedOf) as [Judged[], Judged[]]; // of two come two
  const [right, rightSmaller] = [rightOf(original), rightOf(smaller)];
  const reason = "no image was judged";
  const shareOf = (isRight: readonly boolean[]): Figure =>
    proportion(isRight.filter(Boolean).length, isRight.length, reason);
  const same = original.rows.map(({ prediction }, i) => prediction === smaller.rows[i]!.prediction);
  return {
    images: original.rows.length,
    accuracy: {
      original: shareOf(right),
      smaller: shareOf(rightSmaller),
      loss: pairedProportions(right, rightSmaller),
    },
    brier: comparedMeans(both[0].map(brierOf), both[1].map(brierOf)),
    calibrationError: comparedMeans(calibrationTerms(both[0]), calibrationTerms(both[1])),
    agreement: shareOf(same),
    difference: differenceOf(original, smaller),
  };
}

const judgedOf = ({ classes, rows }: Predictions): Judged[] =>
  rows.map(({ label, probabilities }) => ({ probabilities, truth: classes.indexOf(label ?? "") }));

const rightOf = ({ rows }: Predictions): boolean[] => rows.map(({ label, prediction }) => label === prediction);

/** Of scores whose mean is better the smaller it is. */
function comparedMeans(original: readonly number[], smaller: readonly number[]): ModelComparison["brier"] {
  return {
    original: studentMean(original),
    smaller: studentMean(smaller),
    loss: studentMean(smaller.map((value, i) => value - original[i]!)),
  };
}

function differenceOf(original: Predictions, smaller: Predictions): ModelComparison["difference"] {
  const differences = original.rows.flatMap(({ probabilities }, i) =>
    probabilities.map((p, k) => Math.abs(p - smaller.rows[i]!.probabilities[k]!)),
  );
  const sum = differences.reduce((a, b) => a + b, 0);
  const largest = differences.reduce((most, each) => Math.max(most, each), 0); // there may be more than a call takes
  return { largest, mean: sum / Math.max(1, differences.length) };
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
    received: `accuracy ${told(accuracy.loss)}; Brier score ${told(brier.loss)}`,
    fix: "nothing was written: take --precision fp16, calibrate on more images (--calibration), or accept more by --largest-loss",
  });
}

function told(figure: Figure): string {
  if (figure.estimate === null) return `not defined: ${figure.reason}`;
  const { estimate, low, high, n } = figure;
  return `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}, n = ${n})`;
}

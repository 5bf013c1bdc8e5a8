/**
 * The expected calibration error: the mean over cases of |mean probability - part of the class| in their bin (Naeini et al. 2015).
 *
 * It is too large by chance alone, as a difference that is none has a magnitude. The debiased form takes off what chance adds if each bin's part
 * is normal about what was seen (Kumar, Liang and Ma 2019): 2 ECE - E(ECE), with the mean of a folded normal in closed form, and at least
 * 0. A resample adds that excess once more, so `bootstrap` takes the interval of magnitudes; it is honest about the debiased form.
 */
import { upperTail } from "../normal.ts";
import type { Membership } from "../ranking.ts";
import type { WeightedFigure } from "../weighted.ts";
import { type CellSums, weightedTable } from "../weighted-table.ts";
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
  const outcomes = outcomesOf(probabilities, members);
  const excess = Float64Array.from(probabilities, (p, i) => p - outcomes[i]!);
  const termOf = debiased ? debiasedTerm : ({ gap }: BinGap) => gap;
  const table = { cells: edges.length - 1, of, values: [excess, outcomes] };
  return { ...weightedTable(table, (sums) => meanOverBins(sums, termOf), "no case"), isMagnitude: true, isOfMix: true };
}

function meanOverBins([counts, excess, positives]: CellSums, termOf: (bin: BinGap) => number): number | null {
  let [total, sum] = [0, 0];
  for (const [bin, cases] of counts.entries()) {
    if (cases === 0) continue;
    total += cases;
    sum += cases * termOf({ gap: Math.abs(excess![bin]!) / cases, part: positives![bin]! / cases, cases });
  }
  return total === 0 ? null : Math.max(0, sum / total);
}

interface BinGap {
  /** |mean probability - part of the class|. */
  readonly gap: number;
  readonly part: number;
  readonly cases: number;
}

/** 2 g - E|N(g, s^2)|, where E|N(g, s^2)| = s sqrt(2 / pi) exp(-g^2 / 2 s^2) + g (1 - 2 P(Z > g / s)). */
function debiasedTerm({ gap, part, cases }: BinGap): number {
  const deviation = Math.sqrt((part * (1 - part)) / cases);
  if (deviation === 0) return gap;
  const z = gap / deviation;
  const folded = deviation * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + gap * (1 - 2 * upperTail(z));
  return 2 * gap - folded;
}

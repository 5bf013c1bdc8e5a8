/**
 * The Brier score of a probability, mean (p - y)^2, and what it is made of in bins (Murphy 1973): reliability - resolution + uncertainty, and,
 * as probabilities differ within a bin, + their variance within bins - twice their covariance with the outcomes (Stephenson, Coelho and
 * Jolliffe 2008). Bins of few cases make reliability and resolution too large; the debiased terms are those of Bröcker (2012) and
 * Ferro and Fricker (2012).
 */
import type { Figure } from "../figure.ts";
import { studentMean } from "../paired.ts";
import { BRIER_RANGE } from "../probability-scores.ts";
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

/** With Student's interval of its mean over cases, within 0..1. */
export function brierScore(probabilities: ArrayLike<number>, members: Membership): Figure {
  const outcomes = outcomesOf(probabilities, members);
  const squares = Array.from(outcomes, (y, i) => (probabilities[i]! - y) ** 2);
  return studentMean(squares, { range: BRIER_RANGE });
}

/** score = reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance; null without a case. */
export function decomposeBrier(
  probabilities: ArrayLike<number>,
  members: Membership,
  options: BinOptions = {},
): BrierDecomposition | null {
  const bins = groupsOf(probabilities, members, options);
  if (bins.length === 0) return null;
  const n = sum(bins, ({ cases }) => cases);
  const overall = sum(bins, ({ cases, part }) => cases * part) / n;
  const mean = (term: (bin: Bin) => number) => sum(bins, (bin) => bin.cases * term(bin)) / n;
  const terms: BrierTerms = {
    reliability: mean(({ probability, part }) => (probability - part) ** 2),
    resolution: mean(({ part }) => (part - overall) ** 2),
    uncertainty: overall * (1 - overall),
  };
  return {
    ...terms,
    withinBinVariance: sum(bins, ({ squares }) => squares) / n,
    withinBinCovariance: (2 * sum(bins, ({ products }) => products)) / n,
    debiased: debiasedTerms(terms, mean(varianceOfPart), n),
  };
}

/** inBins: the mean variance of a bin's part, which reliability and resolution have too much. */
function debiasedTerms({ reliability, resolution, uncertainty }: BrierTerms, inBins: number, n: number): BrierTerms {
  const inAll = n > 1 ? uncertainty / (n - 1) : 0;
  return {
    reliability: reliability - inBins,
    resolution: resolution - inBins + inAll,
    uncertainty: uncertainty + inAll,
  };
}

/** Of one case it cannot be told, and is left out. */
function varianceOfPart({ part, cases }: Bin): number {
  return cases > 1 ? (part * (1 - part)) / (cases - 1) : 0;
}

/** A bin that has cases. */
interface Bin {
  readonly cases: number;
  /** Mean of the probabilities. */
  readonly probability: number;
  /** Of the class. */
  readonly part: number;
  /** Sums over its cases: (p - probability)^2, and (p - probability) (y - part). */
  readonly squares: number;
  readonly products: number;
}

function groupsOf(probabilities: ArrayLike<number>, members: Membership, options: BinOptions): Bin[] {
  const { edges, of } = binsOf(probabilities, options);
  const outcomes = outcomesOf(probabilities, members);
  const groups = Array.from({ length: edges.length - 1 }, (): { p: number; y: number }[] => []);
  for (const [i, bin] of of.entries()) groups[bin]!.push({ p: probabilities[i]!, y: outcomes[i]! });
  return groups.filter((cases) => cases.length > 0).map(binOf);
}

function binOf(cases: readonly { readonly p: number; readonly y: number }[]): Bin {
  const probability = sum(cases, ({ p }) => p) / cases.length;
  const part = sum(cases, ({ y }) => y) / cases.length;
  return {
    cases: cases.length,
    probability,
    part,
    squares: sum(cases, ({ p }) => (p - probability) ** 2),
    products: sum(cases, ({ p, y }) => (p - probability) * (y - part)),
  };
}

function sum<T>(items: readonly T[], term: (item: T) => number): number {
  return items.reduce((total, item) => total + term(item), 0);
}

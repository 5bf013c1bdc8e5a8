/**
 * Figures of cases that count several times or not at all, as a resample has them: a count per case takes the place of a copy of the
 * cases, so that a figure costs one pass over numbers that were put in order once.
 */
import { type Counts, maskedSum } from "./counts.ts";
import type { LinkName } from "./link.ts";
import type { Membership } from "./ranking.ts";
import type { Units } from "./units.ts";

export interface WeightedFigure {
  /** The figure where each case counts so often; null where it cannot be computed. */
  at(counts: Counts): number | null;
  /** Why `at` gives null, in words for a reader of the report. */
  readonly reason: string;
  /** It depends on how common classes are, which is left to chance: units are drawn whatever their class. */
  readonly isOfMix?: true;
  /** A magnitude, at least 0, to which chance adds in a resample once more what it has added to the figure (calibration-error.ts). */
  readonly isMagnitude?: true;
  /** The scale on which the figure has no ends; left out: its own. */
  readonly link?: LinkName;
  /** Whatever is asked of the bootstrap: BCa takes for bias what is none (the test of coverage has it beside it). */
  readonly interval?: "percentile";
  /** The figure with each unit's cases left out, where there is a shorter way than `at` for each; null where one of them has none. */
  leavingOut?(units: Units): Float64Array | null;
}

/** Each case once. cases: how many. */
export const estimateOf = (figure: Pick<WeightedFigure, "at">, cases: number): number | null =>
  figure.at(new Uint8Array(cases).fill(1));

/** The mean of a value per case: a Brier score, a loss. link: by what values can be. */
export function weightedMean(values: ArrayLike<number>, link: LinkName = "plain"): WeightedFigure {
  const numbers = Float64Array.from(values);
  const everyone = new Uint8Array(numbers.length).fill(1);
  const total = countSum(everyone);
  return {
    at(counts) {
      const n = total(counts);
      return n === 0 ? null : sumOfProducts(counts, numbers) / n;
    },
    reason: "no case",
    isOfMix: true,
    link,
    leavingOut: (units) => ratiosLeavingOut(numbers, everyone, units),
  };
}

/** Four sums side by side, which need not wait for each other. */
function sumOfProducts(counts: Counts, values: Float64Array): number {
  const whole = counts.length & ~3;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += counts[i]! * values[i]!;
    b += counts[i + 1]! * values[i + 1]!;
    c += counts[i + 2]! * values[i + 2]!;
    d += counts[i + 3]! * values[i + 3]!;
  }
  for (let i = whole; i < counts.length; i++) a += counts[i]! * values[i]!;
  return a + b + c + d;
}

/** The part of hits among the cases that are asked: accuracy of all, sensitivity of those of the class, precision of those called so. */
export function weightedProportion(hits: Membership, asked: Membership): WeightedFigure {
  const [denominators, numerators] = [new Uint8Array(asked.length), new Uint8Array(asked.length)];
  for (let i = 0; i < asked.length; i++) {
    denominators[i] = asked[i] ? 1 : 0;
    numerators[i] = asked[i] && hits[i] ? 1 : 0;
  }
  const sumOfHits = countSum(numerators);
  const sumOfAsked = countSum(denominators);
  return {
    at(counts) {
      const n = sumOfAsked(counts);
      return n === 0 ? null : sumOfHits(counts) / n;
    },
    reason: "no case to take the part of",
    link: "logit",
    leavingOut: (units) => ratiosLeavingOut(numerators, denominators, units),
  };
}

/** The unweighted mean of figures of the same cases: macro AUROC. Null as soon as one is. */
export function weightedAverage(figures: readonly WeightedFigure[]): WeightedFigure {
  return {
    at(counts) {
      let sum = 0;
      for (const figure of figures) {
        const value = figure.at(counts);
        if (value === null) return null;
        sum += value;
      }
      return figures.length === 0 ? null : sum / figures.length;
    },
    reason: figures[0]?.reason ?? "nothing to take the mean of",
    link: figures[0]?.link ?? "plain",
    ...averageLeavingOut(figures),
  };
}

/** Only where all have the shorter way. */
function averageLeavingOut(figures: readonly WeightedFigure[]): Pick<WeightedFigure, "leavingOut"> {
  if (figures.length === 0 || figures.some(({ leavingOut }) => leavingOut === undefined)) return {};
  return {
    leavingOut(units) {
      const each = figures.map((figure) => figure.leavingOut!(units));
      const known = each.filter((values) => values !== null);
      if (known.length < each.length) return null;
      return known[0]!.map((_, unit) => known.reduce((sum, values) => sum + values[unit]!, 0) / known.length);
    },
  };
}

/** What two judges of the same cases differ by in a magnitude, to which chance adds in both. */
export function differenceOfMagnitudes(one: WeightedFigure, other: WeightedFigure): WeightedFigure {
  return {
    at(counts) {
      const [first, second] = [one.at(counts), other.at(counts)];
      return first === null || second === null ? null : first - second;
    },
    reason: one.reason,
    interval: "percentile",
    isOfMix: true,
  };
}

/** Adds up the counts of the chosen cases (1, the others 0), four bytes at a time. */
function countSum(chosen: Uint8Array): (counts: Counts) => number {
  const masks = new Uint32Array(chosen.length >> 2);
  new Uint8Array(masks.buffer).set(chosen.subarray(0, 4 * masks.length).map((is) => 255 * is));
  return (counts) => {
    const words = new Uint32Array(counts.buffer, counts.byteOffset, masks.length);
    let sum = maskedSum(words, masks);
    for (let i = 4 * words.length; i < counts.length; i++) sum += counts[i]! * chosen[i]!;
    return sum;
  };
}

/** Sum of numerators over sum of denominators, without those of each unit. */
function ratiosLeavingOut(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  { of, starts }: Units,
): Float64Array | null {
  const ratios = new Float64Array(starts.at(-1)!);
  const left = new Float64Array(ratios.length);
  let [above, below] = [0, 0];
  for (let i = 0; i < of.length; i++) {
    ratios[of[i]!]! -= numerators[i]!;
    left[of[i]!]! -= denominators[i]!;
    above += numerators[i]!;
    below += denominators[i]!;
  }
  for (let unit = 0; unit < ratios.length; unit++) {
    if (below + left[unit]! === 0) return null;
    ratios[unit] = (above + ratios[unit]!) / (below + left[unit]!);
  }
  return ratios;
}

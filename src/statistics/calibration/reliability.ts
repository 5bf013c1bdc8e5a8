/**
 * The reliability diagram: in each bin of probabilities, how many cases it holds, what was promised (their mean probability) and what was
 * seen (the part of them that is of the class, with Wilson's interval).
 */
import type { Figure } from "../figure.ts";
import { proportion } from "../proportion.ts";
import type { Membership } from "../ranking.ts";
import { type BinOptions, binsOf, outcomesOf } from "./bins.ts";

export interface ReliabilityBin {
  /** The bin is (low, high], the first one [0, high]. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The mean of the probabilities; null in an empty bin. */
  readonly probability: number | null;
  /** The part of the cases that is of the class; undefined in an empty bin. */
  readonly observed: Figure;
}

/** probabilities: of the class (or of the class decided for, members being who is right), one per case. */
export function reliability(
  probabilities: ArrayLike<number>,
  members: Membership,
  options: BinOptions = {},
): ReliabilityBin[] {
  const { edges, of } = binsOf(probabilities, options);
  const outcomes = outcomesOf(probabilities, members);
  const rows = Array.from({ length: edges.length - 1 }, () => ({ count: 0, sum: 0, positives: 0 }));
  for (const [i, bin] of of.entries()) {
    rows[bin]!.count++;
    rows[bin]!.sum += probabilities[i]!;
    rows[bin]!.positives += outcomes[i]!;
  }
  return rows.map(({ count, sum, positives }, k) => ({
    low: edges[k]!,
    high: edges[k + 1]!,
    count,
    probability: count === 0 ? null : sum / count,
    observed: proportion(positives, count, "no case in the bin"),
  }));
}

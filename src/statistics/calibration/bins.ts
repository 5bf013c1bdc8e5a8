/**
 * Bins of probabilities, for calibration. By width: ((k / m), (k + 1) / m], the first closed at 0. By count: edges at quantiles, so that bins hold
 * about as many cases each; equal probabilities stay together. Both as scikit-learn's calibration_curve.
 */
import { quantile } from "../quantile.ts";
import type { Membership } from "../ranking.ts";

export interface BinOptions {
  /** How many; default: 10. */
  readonly bins?: number;
  /** Default: width. */
  readonly by?: "width" | "count";
}

export interface Bins {
  /** One more than there are bins: bin k is (edges[k], edges[k + 1]], the first one closed. */
  readonly edges: Float64Array;
  /** The bin of each case. */
  readonly of: Uint16Array;
}

/** probabilities: 0..1, one per case. */
export function binsOf(probabilities: ArrayLike<number>, { bins = 10, by = "width" }: BinOptions = {}): Bins {
  requireProbabilities(probabilities);
  const edges = by === "width" ? equalWidths(bins) : equalCounts(probabilities, bins);
  return { edges, of: Uint16Array.from({ length: probabilities.length }, (_, i) => binOf(probabilities[i]!, edges)) };
}

/** 1 for cases of the class, 0 for others; as many as there are values. */
export function outcomesOf(values: ArrayLike<number>, members: Membership): Uint8Array {
  if (values.length !== members.length) throw new RangeError(`${values.length} cases, but ${members.length} labels`);
  return Uint8Array.from({ length: members.length }, (_, i) => (members[i] ? 1 : 0));
}

function requireProbabilities(probabilities: ArrayLike<number>): void {
  for (let i = 0; i < probabilities.length; i++)
    if (!(probabilities[i]! >= 0 && probabilities[i]! <= 1)) throw new RangeError("a probability is not within 0..1");
}

function equalWidths(bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, k) => k / bins);
}

/** From 0 to 1, inside at the quantiles, each once. */
function equalCounts(probabilities: ArrayLike<number>, bins: number): Float64Array {
  const sorted = Float64Array.from(probabilities).sort();
  const inside =
    sorted.length === 0 ? [] : Array.from({ length: bins - 1 }, (_, k) => quantile(sorted, (k + 1) / bins));
  return Float64Array.from(new Set([0, ...inside, 1]));
}

/** By halving. */
function binOf(probability: number, edges: Float64Array): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (probability <= edges[middle + 1]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

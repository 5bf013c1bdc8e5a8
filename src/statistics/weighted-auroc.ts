/**
 * AUROC and average precision of a resample, from cases that were sorted once: a pass over their counts, O(n).
 *
 * Wins are pairs of a case of the class and one of the rest in the right order. Ties count half: the mean of the wins with ties as right
 * (within a group of equal scores the rest comes first) and as wrong (the class comes first). All are whole numbers, so that equal areas
 * are equal to the last bit.
 */
import type { Counts } from "./counts.ts";
import type { Ranking } from "./ranking.ts";
import type { Units } from "./units.ts";
import type { WeightedFigure } from "./weighted.ts";

/** Cases in an order, each as twice its index, plus 1 if it is of the class. */
type Sequence = Uint32Array;

/** The area under the ROC curve. */
export function weightedAuroc(ranking: Ranking): WeightedFigure {
  const sequences = tieSequences(ranking);
  return {
    at(counts) {
      const { positives, negatives } = totals(counts, ranking.positive);
      if (positives === 0 || negatives === 0) return null;
      const sum = sequences.reduce((total, sequence) => total + wins(sequence, counts), 0);
      return sum / sequences.length / (positives * negatives);
    },
    reason: "no case of the class, or none of the rest",
    link: "logit",
    leavingOut: (units) => areasLeavingOut(ranking, sequences, units),
  };
}

/** Average precision (precision-recall.ts). */
export function weightedAveragePrecision({ order, positive, ends }: Ranking): WeightedFigure {
  return {
    at(counts) {
      const { positives } = totals(counts, positive);
      if (positives === 0) return null;
      let [sum, hits, called, place] = [0, 0, 0, order.length];
      for (let group = ends.length - 1; group >= 0; group--) {
        const before = hits;
        for (const first = group === 0 ? 0 : ends[group - 1]!; place > first; place--) {
          const index = order[place - 1]!;
          hits += counts[index]! * positive[index]!;
          called += counts[index]!;
        }
        if (hits > before) sum += (hits - before) * (hits / called);
      }
      return sum / positives;
    },
    reason: "no case of the class",
    link: "logit",
  };
}

/** Ties as right, and ties as wrong where that is another order. */
function tieSequences(ranking: Ranking): readonly Sequence[] {
  const [right, wrong] = [sequence(ranking, 0), sequence(ranking, 1)];
  return right.every((entry, place) => entry === wrong[place]) ? [right] : [right, wrong];
}

/** Ascending; within a group of equal scores, cases of the class (1) or of the rest (0) come first. */
function sequence({ order, positive, ends }: Ranking, first: 0 | 1): Sequence {
  const entries = new Uint32Array(order.length);
  for (let group = 0, start = 0; group < ends.length; start = ends[group++]!) {
    let front = start;
    let back = ends[group]!;
    for (let place = start; place < ends[group]!; place++) {
      const index = order[place]!;
      entries[positive[index] === first ? front++ : --back] = 2 * index + positive[index]!;
    }
  }
  return entries;
}

/** No branch: the class of the next case cannot be foreseen. */
function wins(sequence: Sequence, counts: Counts): number {
  let sum = 0;
  let below = 0;
  for (let place = 0; place < sequence.length; place++) {
    const entry = sequence[place]!;
    const count = counts[entry >>> 1]!;
    const ours = count & -(entry & 1);
    below = (below + count - ours) | 0;
    sum += ours * below;
  }
  return sum;
}

function totals(counts: Counts, positive: Uint8Array) {
  let all = 0;
  let positives = 0;
  for (let i = 0; i < counts.length; i++) {
    all += counts[i]!;
    positives += Math.imul(counts[i]!, positive[i]!);
  }
  return { positives, negatives: all - positives };
}

/** Wins without a unit: those of all, less those of its cases, plus those between its own cases, which were taken off twice. */
function areasLeavingOut(
  { positive, positives, negatives }: Ranking,
  sequences: readonly Sequence[],
  { of, starts }: Units,
): Float64Array | null {
  const areas = new Float64Array(starts.at(-1)!);
  for (const each of sequences) subtractWins(each, of, areas);
  const own = [new Uint32Array(areas.length), new Uint32Array(areas.length)];
  for (let i = 0; i < of.length; i++) own[positive[i]!]![of[i]!]!++;
  const all = sequences.reduce((total, each) => total + wins(each, new Uint8Array(of.length).fill(1)), 0);
  for (let unit = 0; unit < areas.length; unit++) {
    const pairs = (positives - own[1]![unit]!) * (negatives - own[0]![unit]!);
    if (pairs === 0) return null;
    areas[unit] = (all + areas[unit]!) / sequences.length / pairs;
  }
  return areas;
}

/** Takes off each unit what its cases have won, in one order. */
function subtractWins(sequence: Sequence, unitOf: Uint32Array, into: Float64Array): void {
  const positives = sequence.reduce((sum, entry) => sum + (entry & 1), 0);
  const ownBelow = new Uint32Array(into.length);
  for (let place = 0, above = positives, below = 0; place < sequence.length; place++) {
    const unit = unitOf[sequence[place]! >>> 1]!;
    if (sequence[place]! & 1) {
      above--;
      into[unit]! -= below - ownBelow[unit]!;
    } else {
      below++;
      ownBelow[unit]!++;
      into[unit]! -= above;
    }
  }
}

/**
 * Cases in the order of their scores, which ROC and precision-recall curves, AUROC, DeLong's variance and the weighted AUROC of a
 * resample all start from: sorted once, read by each in one pass. Equal scores form a group, which no threshold can part.
 */
import { ascendingOrder } from "./radix.ts";

/** Who belongs to the class: true or 1. */
export type Membership = ArrayLike<boolean | number>;

export interface Ranking {
  /** Indices of the cases, from the lowest score to the highest. */
  readonly order: Uint32Array;
  /** By case: 1 for the class, 0 for the rest. */
  readonly positive: Uint8Array;
  readonly positives: number;
  readonly negatives: number;
  /** The score of each group, ascending. */
  readonly scores: Float64Array;
  /** How many cases stand in the order up to the end of each group. */
  readonly ends: Uint32Array;
  /** How many of those belong to the class. */
  readonly positivesUpTo: Uint32Array;
}

/** scores: any finite numbers, higher for the class, one per case. */
export function rankScores(scores: ArrayLike<number>, members: Membership): Ranking {
  requireScores(scores, members);
  const order = ascendingOrder(scores);
  const positive = new Uint8Array(scores.length);
  for (let i = 0; i < positive.length; i++) positive[i] = members[i] ? 1 : 0;
  const groups = groupsOf(order, scores, positive);
  const positives = groups.positivesUpTo.at(-1) ?? 0;
  return { order, positive, positives, negatives: scores.length - positives, ...groups };
}

function groupsOf(order: Uint32Array, scores: ArrayLike<number>, positive: Uint8Array) {
  const [values, ends, positivesUpTo] = [
    new Float64Array(order.length),
    new Uint32Array(order.length),
    new Uint32Array(order.length),
  ];
  let group = -1;
  let members = 0;
  let last: number | null = null;
  for (let place = 0; place < order.length; place++) {
    const index = order[place]!;
    const score = scores[index]! + 0; // 0 for -0
    if (score !== last) values[++group] = last = score;
    members += positive[index]!;
    ends[group] = place + 1;
    positivesUpTo[group] = members;
  }
  const count = group + 1;
  return {
    scores: values.slice(0, count),
    ends: ends.slice(0, count),
    positivesUpTo: positivesUpTo.slice(0, count),
  };
}

function requireScores(scores: ArrayLike<number>, members: Membership): void {
  if (scores.length !== members.length) throw new RangeError(`${scores.length} scores, but ${members.length} labels`);
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i])) throw new RangeError("a score is not a finite number");
  }
}

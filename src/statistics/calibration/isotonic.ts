/**
 * Isotonic calibration (Zadrozny and Elkan 2002): of all curves that never fall the one nearest to the outcomes, by pooling adjacent violators
 * (Ayer et al. 1955). Between its knots it is a line, beyond them it is level, as in scikit-learn's IsotonicRegression. It wants some
 * hundreds of cases.
 */
import { type Membership, type Ranking, rankScores } from "../ranking.ts";

/** Scores, ascending, and the probability at each, which never falls. */
export interface IsotonicCurve {
  readonly scores: Float64Array;
  readonly probabilities: Float64Array;
}

export type IsotonicFit = { readonly curve: IsotonicCurve } | { readonly curve: null; readonly reason: string };

/** scores: any finite numbers, higher for the class, one per case. No fit with one class only. */
export function fitIsotonic(scores: ArrayLike<number>, members: Membership): IsotonicFit {
  const ranking = rankScores(scores, members);
  if (ranking.positives === 0) return { curve: null, reason: "no case of the class" };
  if (ranking.negatives === 0) return { curve: null, reason: "no case of the rest" };
  return { curve: curveOf(pooledBlocks(ranking), ranking.scores) };
}

export function isotonicProbability(score: number, { scores, probabilities }: IsotonicCurve): number {
  if (score <= scores[0]!) return probabilities[0]!;
  if (score >= scores.at(-1)!) return probabilities.at(-1)!;
  let [low, high] = [0, scores.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (scores[middle]! <= score) low = middle;
    else high = middle;
  }
  const part = (score - scores[low]!) / (scores[high]! - scores[low]!);
  return probabilities[low]! + part * (probabilities[high]! - probabilities[low]!);
}

/** Groups of equal scores, from the first to the last one, that share a probability. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly positives: number;
  readonly cases: number;
}

/** Each group is a block; a block that is not above the one before it is pooled with it. */
function pooledBlocks({ ends, positivesUpTo }: Ranking): Block[] {
  const blocks: Block[] = [];
  for (let group = 0; group < ends.length; group++) {
    const before =
      group === 0 ? { cases: 0, positives: 0 } : { cases: ends[group - 1]!, positives: positivesUpTo[group - 1]! };
    let block: Block = {
      first: group,
      last: group,
      cases: ends[group]! - before.cases,
      positives: positivesUpTo[group]! - before.positives,
    };
    for (let last = blocks.at(-1); last && !isAbove(block, last); last = blocks.at(-1)) {
      blocks.pop();
      block = {
        first: last.first,
        last: block.last,
        cases: last.cases + block.cases,
        positives: last.positives + block.positives,
      };
    }
    blocks.push(block);
  }
  return blocks;
}

/** In whole numbers. */
function isAbove(block: Block, last: Block): boolean {
  return block.positives * last.cases > last.positives * block.cases;
}

/** A knot at both ends of each block. */
function curveOf(blocks: readonly Block[], scores: Float64Array): IsotonicCurve {
  const knots = blocks.flatMap(({ first, last, positives, cases }) =>
    [...new Set([first, last])].map((group) => ({ score: scores[group]!, probability: positives / cases })),
  );
  return {
    scores: Float64Array.from(knots, ({ score }) => score),
    probabilities: Float64Array.from(knots, ({ probability }) => probability),
  };
}

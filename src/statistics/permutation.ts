/**
 * The permutation test of a paired difference (Fisher 1935; Pitman 1937): if two models are alike, then for each case it is a toss of a coin
 * which of them gave which answer. The p-value is how often a difference at least as large as the one seen comes from such tosses: of all of
 * them where there are few enough, else of so many from a seed, the one that was seen counted among them (Phipson and Smyth 2010).
 */
import { numberedStreams } from "../util/random.ts";
import { type Membership, type Ranking, rankScores } from "./ranking.ts";
import { type Units, unitsOf } from "./units.ts";

/** The difference of two models where the answers of some cases (1) are exchanged, those of others (0) not; null where there is none. */
export type ExchangedDifference = (exchanged: Uint8Array) => number | null;

export interface PermutationPlan {
  readonly cases: number;
  /** By case: what is exchanged together with (its patient). */
  readonly clusters?: ArrayLike<string | number>;
  /** Default: 10,000. */
  readonly permutations?: number;
  readonly seed: number;
}

export interface PermutationTest {
  /** As it was seen: the first model less the second. */
  readonly difference: number | null;
  /** Two-sided; null where the difference is. */
  readonly p: number | null;
  /** How many were made; all there are where exact. */
  readonly permutations: number;
  readonly exact: boolean;
}

/** Of a figure's difference; clusters are exchanged as one. */
export function permutationTest(plan: PermutationPlan, difference: ExchangedDifference): PermutationTest {
  const { cases, permutations = 10_000 } = plan;
  const units = unitsOf(plan);
  const all = 2 ** units.starts.at(-1)!;
  const exact = all <= permutations;
  const seen = difference(new Uint8Array(cases));
  if (seen === null) return { difference: null, p: null, permutations: 0, exact };
  const least = Math.abs(seen) * (1 - ROUNDING);
  let atLeast = 0;
  for (const exchanged of exact
    ? everyExchange(units, cases)
    : randomExchanges(units, cases, { ...plan, permutations }))
    if (Math.abs(difference(exchanged) ?? 0) >= least) atLeast++;
  return exact
    ? { difference: seen, p: atLeast / all, permutations: all, exact }
    : { difference: seen, p: (atLeast + 1) / (permutations + 1), permutations, exact };
}

/** Of a sum that was added up in another order. */
const ROUNDING = 1e-10;

/** Gives each in turn; the array is the same, filled anew. */
function* everyExchange({ of, starts }: Units, cases: number): Generator<Uint8Array> {
  const exchanged = new Uint8Array(cases);
  for (let bits = 0; bits < 2 ** starts.at(-1)!; bits++) {
    for (let i = 0; i < cases; i++) exchanged[i] = (bits >>> of[i]!) & 1;
    yield exchanged;
  }
}

function* randomExchanges(
  { of, starts }: Units,
  cases: number,
  { permutations, seed }: { readonly permutations: number; readonly seed: number },
): Generator<Uint8Array> {
  const exchanged = new Uint8Array(cases);
  const words = new Uint32Array(Math.ceil(starts.at(-1)! / 32));
  const streamOf = numberedStreams(seed, "permutation");
  for (let r = 0; r < permutations; r++) {
    streamOf(r).words(words);
    for (let i = 0; i < cases; i++) exchanged[i] = (words[of[i]! >>> 5]! >>> (of[i]! & 31)) & 1;
    yield exchanged;
  }
}

/** Of means: what the first model has for a case, less what the second has. */
export function meanDifference(differences: ArrayLike<number>): ExchangedDifference {
  const values = Float64Array.from(differences);
  return (exchanged) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]! * (1 - 2 * exchanged[i]!);
    return values.length === 0 ? null : sum / values.length;
  };
}

/** Of areas under the ROC curve. A case's ranks among each model's scores are exchanged, as scales may differ (Bandos, Rockette and Gur 2005). */
export function aurocDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  members: Membership,
): ExchangedDifference {
  const [ofFirst, ofSecond] = [rankScores(first, members), rankScores(second, members)];
  const { positive, positives, negatives } = ofFirst;
  const [ranks, otherRanks] = [doubledMidranks(ofFirst), doubledMidranks(ofSecond)];
  const wins = winCounter(positive);
  const [chosen, others] = [new Uint32Array(positive.length), new Uint32Array(positive.length)];
  return (exchanged) => {
    if (positives === 0 || negatives === 0) return null;
    for (let i = 0; i < chosen.length; i++) {
      chosen[i] = exchanged[i] ? otherRanks[i]! : ranks[i]!;
      others[i] = exchanged[i] ? ranks[i]! : otherRanks[i]!;
    }
    return (wins(chosen) - wins(others)) / (2 * positives * negatives);
  };
}

/** By case, 2..2n: twice the mean of the places of its group of equal scores. */
function doubledMidranks({ order, ends }: Ranking): Uint32Array {
  const ranks = new Uint32Array(order.length);
  for (let group = 0, start = 0; group < ends.length; start = ends[group++]!)
    for (let place = start; place < ends[group]!; place++) ranks[order[place]!] = start + 1 + ends[group]!;
  return ranks;
}

/** Counts pairs of the class and the rest in the right order, twice, so that ties are whole. */
function winCounter(positive: Uint8Array): (ranks: Uint32Array) => number {
  const counts = [new Uint32Array(2 * positive.length + 1), new Uint32Array(2 * positive.length + 1)] as const;
  const [others, ours] = counts;
  return (ranks) => {
    for (const each of counts) each.fill(0);
    for (let i = 0; i < ranks.length; i++) counts[positive[i]! as 0 | 1][ranks[i]!]!++;
    let sum = 0;
    for (let rank = 0, below = 0; rank < ours.length; below += others[rank++]!)
      sum += ours[rank]! * (2 * below + others[rank]!);
    return sum;
  };
}

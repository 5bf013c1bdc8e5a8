/**
 * How often each of n things is drawn in n draws with replacement, without making the draws one by one.
 *
 * Independent Poisson counts, given their sum, are the counts of that many draws. So each thing gets a Poisson count of mean a little
 * under 1; where their sum is over n all are drawn again; the draws that are missing are made one by one. Exact but for the 2^-48 or so
 * to which a count's probability is resolved.
 *
 * A count has 1.9 bits of information. Four counts at a time are read from 16 random bits by arithmetic decoding: the bits are a
 * place in 0..1, cut up in proportion to the probabilities of the first count, each piece in proportion to those of the second, and so on.
 * A table holds the places whose 16 bits settle all four counts; for the others (1 in 70) more bits are drawn.
 */
import type { RandomStream } from "../util/random.ts";
import { type Counts, maskedSum } from "./counts.ts";

/** Fills counts, one per thing, with the counts of a new resample. */
export type Draw = (counts: Counts, random: RandomStream) => void;

/** Under so many things the draws are made one by one; a count then never passes a byte. */
const FEW = 256;
const PLACES = 1 << 16;
const UNSETTLED = 0xffffffff;

/** For n things. */
export function multinomialDraw(n: number): Draw {
  if (n < FEW) return (counts, random) => addDraws(counts.fill(0), n, random);
  const probabilities = poisson(1 - 3 / Math.sqrt(n)); // the sum is over n once in 700 times
  const table = settledPlaces(probabilities);
  const words = new Uint32Array(Math.ceil(n / 8));
  const fours = new Uint32Array(2 * words.length);
  const bytes = new Uint8Array(fours.buffer, 0, n);
  const ofThings = new Uint32Array(fours.length); // the last bytes may be of none
  new Uint8Array(ofThings.buffer, 0, n).fill(255);
  return (counts, random) => {
    let missing: number;
    do {
      random.words(words);
      read(words, fours, table);
      settleRest(words, fours, probabilities, random);
      missing = n - maskedSum(fours, ofThings);
    } while (missing < 0);
    counts.set(bytes);
    addDraws(counts, missing, random);
  };
}

/** The probabilities of 0, 1, 2, ... as far as float64 tells their sum from 1. */
function poisson(mean: number): number[] {
  const probabilities = [Math.exp(-mean)];
  for (let k = 1, rest = 1 - probabilities[0]!; rest > Number.EPSILON; k++) {
    probabilities.push((probabilities[k - 1]! * mean) / k);
    rest -= probabilities[k]!;
  }
  return probabilities;
}

/** Four counts in the bytes of a word, or UNSETTLED, for each place of 16 bits. */
function settledPlaces(probabilities: readonly number[]): Uint32Array {
  const table = new Uint32Array(PLACES).fill(UNSETTLED);
  const settle = (low: number, width: number, counts: number, shift: number) => {
    if (shift === 32) return void table.fill(counts, Math.ceil(low), Math.floor(low + width));
    let start = low;
    for (let k = 0; k < probabilities.length && width * probabilities[k]! >= 1; k++) {
      settle(start, width * probabilities[k]!, counts | (k << shift), shift + 8);
      start += width * probabilities[k]!;
    }
  };
  settle(0, PLACES, 0, 0);
  return table;
}

/** Four counts for each half of a word. */
function read(words: Uint32Array, fours: Uint32Array, table: Uint32Array): void {
  for (let k = 0; k < words.length; k++) {
    const word = words[k]!;
    fours[2 * k] = table[word & (PLACES - 1)]!;
    fours[2 * k + 1] = table[word >>> 16]!;
  }
}

function settleRest(
  words: Uint32Array,
  fours: Uint32Array,
  probabilities: readonly number[],
  random: RandomStream,
): void {
  for (let k = 0; k < fours.length; k++) {
    if (fours[k] !== UNSETTLED) continue;
    const place = (words[k >> 1]! >>> (16 * (k & 1))) & (PLACES - 1);
    fours[k] = decode(place, probabilities, random);
  }
}

/** The four counts of a place and what follows it. */
function decode(place: number, probabilities: readonly number[], random: RandomStream): number {
  let rest = (place + random.next()) / PLACES;
  let counts = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    let k = 0;
    for (; k < probabilities.length - 1 && rest >= probabilities[k]!; k++) rest -= probabilities[k]!;
    rest /= probabilities[k]!;
    counts |= k << shift;
  }
  return counts;
}

function addDraws(counts: Counts, draws: number, random: RandomStream): void {
  for (let draw = 0; draw < draws; draw++) counts[random.integer(counts.length)]!++;
}

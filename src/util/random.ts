/**
 * Randomness from one seed, through named streams: stream(seed, "augmentation", epoch, image).
 *
 * A stream depends on the seed and its names only, never on what other streams have given, so the order of execution changes
 * nothing and a resumed run needs no saved generator. Integer arithmetic throughout: the same numbers on every platform.
 */
import { murmur3 } from "./murmur3.ts";
import { type Generator32, xoshiro128 } from "./xoshiro.ts";

export interface RandomStream {
  /** Uniform in [0, 1), with 53 random bits. */
  next(): number;
  /** Uniform over 0, 1, ..., bound - 1, without bias; bound from 1 to 2^32. */
  integer(bound: number): number;
  /** Fills with 32 random bits each. */
  words(into: Uint32Array): void;
}

/** The stream of these names: stream(1, "order", 3) and stream(1, "order", "3") are two. seed: any integer. */
export function stream(seed: number, ...names: readonly (string | number)[]): RandomStream {
  const text = new TextEncoder().encode(JSON.stringify([seed, ...names]));
  return uniform(xoshiro128([murmur3(text, 0), murmur3(text, 1), murmur3(text, 2), murmur3(text, 3)]));
}

/** The items in a random order, each order equally likely (Fisher and Yates); the list given stays as it is. */
export function shuffled<T>(items: readonly T[], random: RandomStream): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

function uniform({ word, fill }: Generator32): RandomStream {
  return {
    next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53,
    integer(bound) {
      for (;;) {
        const drawn = word();
        const result = drawn % bound;
        if (drawn - result + bound <= 2 ** 32) return result; // words of the last, unfinished round would favour the small numbers
      }
    },
    words: fill,
  };
}

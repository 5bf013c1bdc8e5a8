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

/**
 * Streams that differ in their last name, a number from 0: numberedStreams(1, "bootstrap")(7) gives what stream(1, "bootstrap", 7) does. One at a
 * time, as each takes the place of the one before it; thousands of them cost no memory.
 */
export function numberedStreams(seed: number, ...names: readonly (string | number)[]): (index: number) => RandomStream {
  const start = new TextEncoder().encode(`${JSON.stringify([seed, ...names]).slice(0, -1)},`);
  const text = new Uint8Array(start.length + 17); // 16 digits at most, and the bracket
  text.set(start);
  const generator = xoshiro128([1, 1, 1, 1]);
  const random = uniform(generator);
  return (index) => {
    const end = `${index}]`;
    for (let i = 0; i < end.length; i++) text[start.length + i] = end.charCodeAt(i);
    const name = text.subarray(0, start.length + end.length);
    generator.restart(murmur3(name, 0), murmur3(name, 1), murmur3(name, 2), murmur3(name, 3));
    return random;
  };
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

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018, prng.di.unimi.it): 32-bit words, unsigned, with period 2^128 - 1.
 * Integer arithmetic only: the same words on every platform.
 */
import { rotateLeft } from "./murmur3.ts";

/** A generator of words from a state of four words, not all zero. */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const word = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return word;
  };
}

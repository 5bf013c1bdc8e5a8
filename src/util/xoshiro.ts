/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018, prng.di.unimi.it): 32-bit words, unsigned, with period 2^128 - 1.
 * Integer arithmetic only: the same words on every platform.
 */
import { rotateLeft } from "./murmur3.ts";

export interface Generator32 {
  word(): number;
  /** As many words as fit, much faster than one by one. */
  fill(into: Uint32Array): void;
  /** Begins anew from another state. */
  restart(a: number, b: number, c: number, d: number): void;
}

/** A generator of words from a state of four words, not all zero. */
export function xoshiro128(state: readonly [number, number, number, number]): Generator32 {
  let [a, b, c, d] = state;
  const word = () => {
    const result = scrambled(b);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const fill = (into: Uint32Array) => {
    let [p, q, r, s] = [a, b, c, d]; // local, they stay in registers
    for (let i = 0; i < into.length; i++) {
      into[i] = scrambled(q);
      const shifted = q << 9;
      r ^= p;
      s ^= q;
      q ^= r;
      p ^= s;
      r ^= shifted;
      s = rotateLeft(s, 11);
    }
    [a, b, c, d] = [p, q, r, s];
  };
  const restart = (...next: [number, number, number, number]) => {
    [a, b, c, d] = next;
  };
  return { word, fill, restart };
}

function scrambled(word: number): number {
  return Math.imul(rotateLeft(Math.imul(word, 5), 7), 9) >>> 0;
}

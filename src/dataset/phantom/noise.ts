/**
 * Quantum noise: the quanta that arrive are Poisson distributed, for the hundreds and more per pixel here as good as normal,
 * with a variance of their number; the electronics add a constant.
 */
import type { RandomStream } from "../../util/random.ts";
import { wordsFrom } from "./draws.ts";

/** In quanta: standard deviation of the electronics' noise. */
const ELECTRONIC = 4;
const FEWEST = 1;

/** Turns intensities (1: the open beam) into noisy ones. quanta: that a pixel gets from the open beam. */
export function addNoise(intensity: Float32Array, quanta: number, random: RandomStream): void {
  const normal = nearlyNormal(random);
  for (let i = 0; i < intensity.length; i++) {
    const mean = intensity[i]! * quanta;
    const count = mean + Math.sqrt(mean + ELECTRONIC ** 2) * normal();
    intensity[i] = Math.max(count, FEWEST) / quanta;
  }
}

/** Mean 0, variance 1: the sum of a word's four bytes, of 5461.25 variance each. Not beyond 3.45, which no eye misses. */
export function nearlyNormal(random: RandomStream): () => number {
  const word = wordsFrom(random);
  const scale = 1 / Math.sqrt(4 * 5461.25);
  return () => {
    const bits = word();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    return (sum - 510) * scale;
  };
}

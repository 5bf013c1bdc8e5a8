/** Random draws of a phantom, from a stream named by the seed and what is drawn: never by the class. */
import { type RandomStream, stream } from "../../util/random.ts";
import { xoshiro128 } from "../../util/xoshiro.ts";

export interface Draws {
  /** Uniform between two bounds. */
  between(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items, all equally likely; at least one item. */
  oneOf<T>(items: readonly T[]): T;
  readonly stream: RandomStream;
}

/** Whose draws: all of one patient's images share their anatomy; pose, exposure and noise are the image's own. */
export interface Subject {
  readonly seed: number;
  readonly patient: number;
  readonly visit: number;
}

/** What stays the same from image to image of a patient. */
export const drawsOfPatient = ({ seed, patient }: Subject, name: string): Draws =>
  drawsFrom(stream(seed, "phantom", patient, name));

/** What is drawn anew for every image. */
export const drawsOfImage = ({ seed, patient, visit }: Subject, name: string): Draws =>
  drawsFrom(stream(seed, "phantom", patient, visit, name));

function drawsFrom(random: RandomStream): Draws {
  return {
    between: (low, high) => low + (high - low) * random.next(),
    chance: (probability) => random.next() < probability,
    oneOf: (items) => items[random.integer(items.length)]!,
    stream: random,
  };
}

/** 32 random bits at each call, from a generator that the stream's next ones start: for millions of them. */
export function wordsFrom(random: RandomStream): () => number {
  const word = (): number => random.integer(2 ** 32);
  return xoshiro128([word(), word(), word(), word()]).word;
}

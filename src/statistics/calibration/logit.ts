/** Logits of probabilities, which are taken within 1e-6..1 - 1e-6: so far float32 tells them from 0 and 1. */
const LEAST = 1e-6;

export function logitOf(probability: number): number {
  const p = Math.min(Math.max(probability, LEAST), 1 - LEAST);
  return Math.log(p / (1 - p));
}

export function logitsOf(probabilities: ArrayLike<number>): Float64Array {
  return Float64Array.from(probabilities, logitOf);
}

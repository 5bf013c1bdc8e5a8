/** What a model says of one image: a probability for every name, and the decision at its operating point. */
import type { ModelDescription } from "./description.ts";

export interface Judgement {
  /** The name that is decided for. */
  readonly decision: string;
  /** In the order of the description's names; they sum to 1. */
  readonly probabilities: readonly number[];
}

type Described = Pick<ModelDescription, "names" | "threshold">;

/** logits: of one image. In float64: 1 - p of a p near 1 keeps its digits. */
export function judgementOf({ names, threshold }: Described, logits: Float32Array): Judgement {
  if (threshold === null) {
    const place = logits.indexOf(Math.max(...logits));
    return { decision: names[place]!, probabilities: softmax(logits) };
  }
  const [rest, named] = sigmoid(logits[0]!);
  return { decision: names[named >= threshold ? 1 : 0]!, probabilities: [rest, named] };
}

/** Of the rest, then of NAME: 1 / (1 + e^z), 1 / (1 + e^-z). */
const sigmoid = (z: number): [number, number] => [1 / (1 + Math.exp(z)), 1 / (1 + Math.exp(-z))];

function softmax(z: Float32Array): number[] {
  const top = Math.max(...z);
  const powers = Array.from(z, (value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

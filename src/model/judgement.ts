/** What a model says of one image: a probability for every name, and the decision at its operating point. */
import { lineOf } from "../util/calibration.ts";
import type { ModelDescription } from "./description.ts";

export interface Judgement {
  /** The name that is decided for. */
  readonly decision: string;
  /** In the order of the description's names; they sum to 1. Calibrated. */
  readonly probabilities: readonly number[];
  /** The same before calibration. */
  readonly raw: readonly number[];
}

type Described = Pick<ModelDescription, "names" | "calibration" | "operatingPoint">;

/** logits: of one image, as the network gives them. In float64: 1 - p of a p near 1 keeps its digits. */
export function judgementOf({ names, calibration, operatingPoint }: Described, logits: ArrayLike<number>): Judgement {
  const { slope, intercept } = lineOf(calibration);
  const calibrated = Array.from(logits, (z) => slope * z + intercept);
  const turned = operatingPoint === null ? softmax : binary;
  const [probabilities, raw] = [turned(calibrated), turned(Array.from(logits))];
  const place =
    operatingPoint === null
      ? calibrated.indexOf(Math.max(...calibrated))
      : Number(probabilities[1]! >= operatingPoint.threshold);
  return { decision: names[place]!, probabilities, raw };
}

/** Of the rest, then of NAME: 1 / (1 + e^z), 1 / (1 + e^-z). */
const binary = ([z]: readonly number[]): number[] => [1 / (1 + Math.exp(z!)), 1 / (1 + Math.exp(-z!))];

function softmax(z: readonly number[]): number[] {
  const top = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** How far the probabilities of two models lie apart, over all images and classes. */
import type { ModelComparison } from "../run/index.ts";

/** Of the same images, by image a probability for each class. */
type Probabilities = readonly (readonly number[])[];

export function differenceOf(one: Probabilities, other: Probabilities): ModelComparison["difference"] {
  const differences = one.flatMap((row, i) => row.map((p, k) => Math.abs(p - other[i]![k]!)));
  const sum = differences.reduce((a, b) => a + b, 0);
  const largest = differences.reduce((most, each) => Math.max(most, each), 0); // there may be more than a call takes
  return { largest, mean: sum / differences.length };
}

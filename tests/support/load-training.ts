/** The golden figures of the references' training runs (tests/golden/generate/training.py and training_parameters.py). */
import { readFileSync } from "node:fs";
import type { GoldenTraining } from "./training-reference.ts";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../golden/${file}`, import.meta.url), "utf8"));

/** The generator is its schema. */
export function loadTraining(name: string): GoldenTraining {
  return read(`training-${name}.json`) as GoldenTraining;
}

/** What a run's three and three steps change of a variable: l2, signed projection, and Keras' float32 error over l2. */
export interface GoldenChange {
  readonly name: string;
  readonly l2: number;
  readonly dot: number;
  readonly float32Error: number;
}

/** Of a small network's run: every trained variable but those whose gradient is only rounding. */
export function loadChanges(name: string): GoldenChange[] {
  const { runs } = read("training-parameters.json") as { runs: Record<string, [string, number, number, number][]> };
  return runs[name]!.map(([variable, l2, dot, float32Error]) => ({ name: variable, l2, dot, float32Error }));
}

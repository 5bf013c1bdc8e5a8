/**
 * With the batch's statistics some inputs of ReLUs are so near to 0 after three steps of Adam that correct programs differ in the side that they
 * fall to (docs/decisions.md). Where they fall is shown by Node's CPU, which passes the suite, when every pixel is changed by its last place.
 */
import { nodeRuntime } from "../../src/runtime/index.ts";
import type { GoldenTraining } from "../support/training-reference.ts";
import { type PhaseFigures, trainingRun } from "./training-run.ts";

export async function roundings(golden: GoldenTraining): Promise<PhaseFigures[][]> {
  if (golden.normalisation === "stored") return [];
  return Promise.all([1, 2, 3, 4].map((rounding) => trainingRun(nodeRuntime(), golden, { rounding })));
}

/** How far the suite's runs are from Keras' float64 on Node's CPU, as figures: for the benchmarks, which have no test runner. */
import type { Target } from "../../src/lowering/index.ts";
import { nodeRuntime } from "../../src/runtime/index.ts";
import { chooseTarget } from "../../src/training/choose-target.ts";
import { type GradientCase, gradientErrors, medianOf } from "../support/gradient-errors.ts";
import { loadTraining } from "../support/load-training.ts";
import { runs } from "../support/training-reference.ts";
import { gradientCases, trainingRun } from "./training-run.ts";

export interface ConformanceFigures {
  readonly run: string;
  /** Of all variables' gradients in the first step with everything trainable: the largest error, relative to the variable's, and the median. */
  readonly largest: number;
  readonly median: number;
  /** The same of Keras' own float32, where a gradient is more than rounding. */
  readonly keras: { readonly largest: number; readonly median: number };
}

/** layout: generic, or blocked: what training chooses on this processor. */
export async function conformanceFigures(layout: "generic" | "blocked"): Promise<ConformanceFigures[]> {
  const runtime = nodeRuntime();
  const target = layout === "generic" ? layout : (await chooseTarget(runtime)).target;
  const all: ConformanceFigures[] = [];
  for (const run of runs) all.push(await figuresOf(run, target));
  return all;
}

async function figuresOf(run: string, target: Target): Promise<ConformanceFigures> {
  const golden = loadTraining(run);
  const phases = await trainingRun(nodeRuntime(), golden, { target });
  const cases = gradientCases(golden, golden.phases.at(-1)!, phases.at(-1)!);
  const least = 1e-6 * Math.max(...cases.map(({ golden }) => golden.l2));
  const isSeen = ({ golden }: GradientCase): boolean => golden.l2 >= least;
  const summary = (errors: readonly number[]) => ({ largest: Math.max(...errors), median: medianOf(errors) });
  const keras = summary(cases.filter(isSeen).map(({ golden }) => golden.float32Error));
  return { run, ...summary(gradientErrors(cases)), keras };
}

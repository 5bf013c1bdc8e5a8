/** How far the suite's runs are from Keras' float64 on Node, as figures: for the benchmarks, which have no test runner. */
import { nodeRuntime, webGpuRuntime } from "../../src/runtime/index.ts";
import { chooseTarget } from "../../src/training/choose-target.ts";
import { DeviceTrainer } from "../../src/training/device/device-trainer.ts";
import { gpuEnvironment, noGpu, runsOnGpu } from "../support/gpu.ts";
import { type GradientCase, gradientErrors, medianOf } from "../support/gradient-errors.ts";
import { loadTraining } from "../support/load-training.ts";
import { type GoldenTraining, runs } from "../support/training-reference.ts";
import { gradientCases, learnedRun, type PhaseFigures, trainingRun } from "./training-run.ts";

export interface ConformanceFigures {
  readonly run: string;
  /** Of all variables' gradients in the first step with everything trainable: the largest error, relative to the variable's, and the median. */
  readonly largest: number;
  readonly median: number;
  /** The same of Keras' own float32, where a gradient is more than rounding. */
  readonly keras: { readonly largest: number; readonly median: number };
}

type Train = (golden: GoldenTraining) => Promise<PhaseFigures[]>;

/** target: generic; blocked: what training chooses on this processor; webgpu: a process must have gpuForFigures' environment for it. */
export async function conformanceFigures(target: "generic" | "blocked" | "webgpu"): Promise<ConformanceFigures[]> {
  const train = await trainOn(target);
  const all: ConformanceFigures[] = [];
  for (const run of target === "webgpu" ? runsOnGpu(runs) : runs) all.push(await figuresOf(run, train));
  return all;
}

/** Why there is no GPU here, or what a process needs in its environment for it. */
export function gpuForFigures(): { readonly missing?: string; readonly environment: Record<string, string> } {
  const missing = noGpu();
  return { ...(missing !== undefined && { missing }), environment: gpuEnvironment() };
}

async function trainOn(target: "generic" | "blocked" | "webgpu"): Promise<Train> {
  if (target === "webgpu") {
    const device = webGpuRuntime();
    return (golden) => learnedRun((...given) => DeviceTrainer.open(device, ...given), golden, { target });
  }
  const runtime = nodeRuntime();
  const chosen = target === "generic" ? target : (await chooseTarget(runtime)).target;
  return (golden) => trainingRun(nodeRuntime(), golden, { target: chosen });
}

async function figuresOf(run: string, train: Train): Promise<ConformanceFigures> {
  const golden = loadTraining(run);
  const phases = await train(golden);
  const cases = gradientCases(golden, golden.phases.at(-1)!, phases.at(-1)!);
  const least = 1e-6 * Math.max(...cases.map(({ golden }) => golden.l2));
  const isSeen = ({ golden }: GradientCase): boolean => golden.l2 >= least;
  const summary = (errors: readonly number[]) => ({ largest: Math.max(...errors), median: medianOf(errors) });
  const keras = summary(cases.filter(isSeen).map(({ golden }) => golden.float32Error));
  return { run, ...summary(gradientErrors(cases)), keras };
}

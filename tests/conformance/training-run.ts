/**
 * A training run of the references on a runtime: three steps with the base frozen, three with everything trainable. Pure: it runs in Node
 * and in a browser's page alike, and gives plain arrays that travel from there.
 */
import type { Target } from "../../src/lowering/index.ts";
import {
  classifierGraph,
  headVariables,
  INPUT,
  LOGIT,
  type Network,
  type Variable,
  variablesOf,
} from "../../src/networks/index.ts";
import type { Runtime } from "../../src/runtime/index.ts";
import type { Learner } from "../../src/training/learner.ts";
import type { Parameters } from "../../src/training/parameters.ts";
import { Trainer } from "../../src/training/trainer.ts";
import { type TrainingStep, trainingStep } from "../../src/training/training-step.ts";
import type { GradientCase } from "../support/gradient-errors.ts";
import { goldenRow, gradientRow } from "../support/gradient-row.ts";
import { smallNetworks } from "../support/networks/index.ts";
import {
  type GoldenPhase,
  type GoldenTraining,
  referenceBatch,
  referenceParameters,
} from "../support/training-reference.ts";

/** Values by name, in ONNX' layout. */
export type Arrays = Readonly<Record<string, readonly number[]>>;

export interface PhaseFigures {
  /** Before each of three steps, and after the last. */
  readonly losses: readonly number[];
  /** Of the first step. */
  readonly gradients: Arrays;
  /** After the third step, moving statistics included. */
  readonly parameters: Arrays;
}

function networkOf(golden: GoldenTraining): Network {
  return smallNetworks[golden.network as keyof typeof smallNetworks]({ batch: golden.labels.length });
}

const unitsOf = (golden: GoldenTraining): number => (golden.head === "sigmoid" ? 1 : 3);

/** Every variable's first values. */
export function startOf(golden: GoldenTraining): Parameters {
  return singles(referenceParameters(networkOf(golden), unitsOf(golden)));
}

/** The base's, then the head's. */
export function variablesByName(golden: GoldenTraining): Map<string, Variable> {
  const network = networkOf(golden);
  const all = [...variablesOf(network), ...headVariables(network.channels, unitsOf(golden))];
  return new Map(all.map((variable) => [variable.name, variable]));
}

/**
 * Kernels of one number in front of batch statistics (small_nasnet's first cell has some). The statistics take a kernel's scale out again, so
 * that their gradient is what a difference of sums leaves, a few 1e-5 of the gradients around it: rounding is seen at up to 5e-4 of it.
 */
export function scalarKernels(golden: GoldenTraining): string[] {
  if (golden.normalisation === "stored") return [];
  const scalar = ({ role, shape }: Variable): boolean =>
    role === "pointwise_kernel" && shape.every((size) => size === 1);
  return [...variablesByName(golden).values()].filter(scalar).map(({ name }) => name);
}

/** The gradients of a phase's first step, beside Keras'. */
export function gradientCases(golden: GoldenTraining, phase: GoldenPhase, figures: PhaseFigures): GradientCase[] {
  const variables = variablesByName(golden);
  return phase.gradients.rows.map((row) => ({
    name: row[0],
    ours: gradientRow(variables.get(row[0])!, Float32Array.from(figures.gradients[row[0]]!)),
    golden: goldenRow(row),
  }));
}

interface RunOptions {
  /** Default: generic. */
  readonly target?: Target;
  /** From 1: every pixel is changed by about its last place, up or down in a pattern of this number; 0: nothing is. */
  readonly rounding?: number;
}

type OpenLearner = (step: TrainingStep, parameters: Parameters) => Promise<Learner>;

export function trainingRun(
  runtime: Runtime,
  golden: GoldenTraining,
  options: RunOptions = {},
): Promise<PhaseFigures[]> {
  return learnedRun((step, parameters) => Trainer.open(runtime, step, parameters), golden, options);
}

/** The same with a learner of the caller's. */
export async function learnedRun(
  open: OpenLearner,
  golden: GoldenTraining,
  { target = "generic", rounding = 0 }: RunOptions,
): Promise<PhaseFigures[]> {
  const network = networkOf(golden);
  const parameters = startOf(golden);
  const phases: PhaseFigures[] = [];
  for (const phase of golden.phases)
    phases.push(await trainPhase(open, { golden, phase, network, parameters, target, rounding }));
  return phases;
}

interface Run {
  readonly golden: GoldenTraining;
  readonly phase: GoldenPhase;
  readonly network: Network;
  readonly parameters: Parameters;
  readonly target: Target;
  readonly rounding: number;
}

async function trainPhase(
  open: OpenLearner,
  { golden, phase, network, parameters, target, rounding }: Run,
): Promise<PhaseFigures> {
  const units = unitsOf(golden);
  const base = phase.base_trainable ? variablesOf(network).filter((variable) => variable.trainable) : [];
  const step = trainingStep(classifierGraph(network, { units }), {
    logit: LOGIT,
    parameters: [...base, ...headVariables(network.channels, units)].map(({ name }) => name),
    normalisation: phase.base_trainable ? golden.normalisation : "stored",
    target,
  });
  const trainer = await open(step, parameters);
  const batch = rounded(singles(referenceBatch(golden, 64)), rounding);
  const losses = [(await trainer.micro(batch, LOGIT)).loss];
  const gradients = arrays(await trainer.gradients());
  for (let t = 1; t < 3; t++) {
    await trainer.update(phase.rate);
    losses.push((await trainer.micro(batch, LOGIT)).loss);
  }
  await trainer.update(phase.rate);
  await trainer.sync();
  const after = arrays(parameters);
  losses.push((await trainer.micro(batch, LOGIT)).loss);
  await trainer.close();
  return { losses, gradients, parameters: after };
}

function rounded(batch: Parameters, pattern: number): Parameters {
  const last = (i: number): number => (pattern === 0 ? 0 : Math.sign(Math.sin((12.9898 * i + 1) * pattern)) * 2 ** -23);
  return new Map(batch).set(
    INPUT,
    batch.get(INPUT)!.map((pixel, i) => pixel * (1 + last(i))),
  );
}

const singles = (tensors: ReadonlyMap<string, { readonly data: Float64Array }>): Parameters =>
  new Map([...tensors].map(([name, { data }]) => [name, Float32Array.from(data)]));

const arrays = (values: Parameters): Arrays =>
  Object.fromEntries([...values].map(([name, data]) => [name, Array.from(data)]));

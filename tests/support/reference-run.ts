/** A reference's training run, computed in float64 by the interpreter, held against Keras' float64. */
import { expect } from "vitest";
import { check, extract } from "../../src/graph/index.ts";
import type { Target } from "../../src/lowering/index.ts";
import {
  classifierGraph,
  headVariables,
  LOGIT,
  type Network,
  type Variable,
  variablesOf,
} from "../../src/networks/index.ts";
import { correctedRate } from "../../src/training/adam-graph.ts";
import { type TrainingStep, trainingStep } from "../../src/training/training-step.ts";
import { adamUpdate } from "./adam.ts";
import { expectExact } from "./compare.ts";
import { goldenRow, gradientRow } from "./gradient-row.ts";
import { type FloatTensor, interpret } from "./interpreter/index.ts";
import { type GoldenPhase, type GoldenTraining, referenceBatch, referenceParameters } from "./training-reference.ts";

export type Tensors = Map<string, FloatTensor>;

/** The loss, the gradients and the moving statistics of one step. */
export function runStep(
  step: TrainingStep,
  parameters: Tensors,
  batch: Tensors,
): { loss: number; gradients: Tensors; moving: Tensors } {
  const prepared = interpret(step.prepare, parameters);
  const micro = interpret(step.micro, new Map([...parameters, ...prepared, ...batch]));
  const finish = interpret(step.finish, new Map([...parameters, ...micro]));
  return {
    loss: micro.get("loss")!.data[0]!,
    gradients: new Map(
      [...step.gradients].map(([name, gradient]) => [name, (finish.get(gradient) ?? micro.get(gradient))!]),
    ),
    moving: new Map([...step.moving].map(([name, value]) => [name, micro.get(value)!])),
  };
}

export class ReferenceRun {
  readonly golden: GoldenTraining;
  readonly network: Network;
  readonly parameters: Tensors;
  readonly batch: Tensors;
  readonly units: number;

  /** network: for as many images as the reference has, of size x size pixels. */
  constructor(golden: GoldenTraining, network: Network, size: number) {
    this.golden = golden;
    this.units = golden.head === "sigmoid" ? 1 : 3;
    this.network = network;
    this.parameters = referenceParameters(network, this.units);
    this.batch = referenceBatch(golden, size);
  }

  variables(phase: GoldenPhase): Variable[] {
    const base = phase.base_trainable ? variablesOf(this.network).filter((variable) => variable.trainable) : [];
    return [...base, ...headVariables(this.network.channels, this.units)];
  }

  step(phase: GoldenPhase, target?: Target): TrainingStep {
    const model = classifierGraph(this.network, { units: this.units });
    const normalisation = phase.base_trainable ? this.golden.normalisation : "stored";
    const step = trainingStep(model, {
      logit: LOGIT,
      parameters: this.variables(phase).map(({ name }) => name),
      normalisation,
      ...(target === undefined ? {} : { target }),
    });
    for (const graph of [step.prepare, step.micro, step.finish]) check(graph);
    return step;
  }

  /** Three steps of Adam; compares as it goes and returns the largest error. */
  train(phase: GoldenPhase): number {
    const step = this.step(phase);
    const variables = this.variables(phase);
    const moments = new Map(variables.map(({ name }) => [name, this.#moments(name)]));
    let worst = 0;
    for (let t = 1; t <= 3; t++) {
      const { loss, gradients, moving } = runStep(step, this.parameters, this.batch);
      worst = Math.max(worst, expectExact(loss, phase.losses[t - 1]!, phase.losses[t - 1]!, `loss ${t}`));
      if (t === 1) worst = Math.max(worst, compareGradients(phase, variables, gradients));
      for (const [name, gradient] of gradients) {
        adamUpdate(this.parameters.get(name)!.data, gradient.data, moments.get(name)!, correctedRate(phase.rate, t));
      }
      for (const [name, value] of moving) this.parameters.set(name, value);
    }
    return Math.max(worst, expectExact(this.#loss(step), phase.losses[3]!, phase.losses[3]!, "loss 4"));
  }

  /** The loss alone, which is a third of a step. */
  #loss({ prepare, micro }: TrainingStep): number {
    const feeds = new Map([...this.parameters, ...interpret(prepare, this.parameters), ...this.batch]);
    return interpret(extract(micro, { outputs: ["loss"] }), feeds).get("loss")!.data[0]!;
  }

  /** The first step alone: the largest error of its loss and gradients. */
  compareFirst(phase: GoldenPhase): number {
    const { loss, gradients } = runStep(this.step(phase), this.parameters, this.batch);
    const [expected] = phase.losses;
    return Math.max(
      expectExact(loss, expected!, expected!, "loss"),
      compareGradients(phase, this.variables(phase), gradients),
    );
  }

  #moments(name: string): { first: Float64Array; second: Float64Array } {
    const size = this.parameters.get(name)!.data.length;
    return { first: new Float64Array(size), second: new Float64Array(size) };
  }

  compareMoving(phase: GoldenPhase): void {
    for (const [name, expected] of Object.entries(phase.moving_l2_after_3_steps ?? {})) {
      const l2 = Math.hypot(...this.parameters.get(name)!.data);
      expectExact(l2, expected, expected, name);
    }
  }
}

function compareGradients(phase: GoldenPhase, variables: readonly Variable[], gradients: Tensors): number {
  const { rows } = phase.gradients;
  expect(rows.map(([name]) => name)).toEqual(variables.map(({ name }) => name));
  const largest = Math.max(...rows.map((row) => row[1] as number));
  let worst = 0;
  rows.forEach((row, i) => {
    const golden = goldenRow(row);
    const ours = gradientRow(variables[i]!, gradients.get(row[0])!.data);
    const tiny = golden.l2 < 1e-6 * largest;
    const [size, top] = tiny ? [largest, largest] : [golden.l2, golden.max];
    const errors = [
      expectExact(ours.l2, golden.l2, size, `l2 of ${row[0]}`),
      expectExact(ours.dot, golden.dot, size, `projection of ${row[0]}`),
      expectExact(ours.max, golden.max, top, `largest of ${row[0]}`),
      ...ours.probes.map((value, k) => expectExact(value, golden.probes[k]!, top, `probe ${k} of ${row[0]}`)),
    ];
    worst = Math.max(worst, ...errors);
  });
  return worst;
}

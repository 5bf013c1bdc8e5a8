/** The large networks' training runs on ONNX Runtime, in float32, against Keras' float64 and its own float32's distance from it. */
import { describe, expect, test } from "vitest";
import { expectGradientsAsKeras } from "../../tests/support/float32-gradients.ts";
import { expectLossAsKeras, expectMovingAsKeras } from "../../tests/support/float32-training.ts";
import { goldenRow, gradientRow } from "../../tests/support/gradient-row.ts";
import { loadTraining } from "../../tests/support/load-training.ts";
import {
  type GoldenPhase,
  type GoldenTraining,
  referenceBatch,
  referenceParameters,
} from "../../tests/support/training-reference.ts";
import {
  classifierGraph,
  headVariables,
  LOGIT,
  type Network,
  networkNamed,
  type Variable,
  variablesOf,
} from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import type { Feeds, Parameters } from "./parameters.ts";
import { Trainer } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";

const singles = (tensors: ReadonlyMap<string, { readonly data: Float64Array }>): Parameters =>
  new Map([...tensors].map(([name, { data }]) => [name, new Float32Array(data)]));

/** Variables whose gradient rests on a ReLU at its kink: docs/decisions.md. */
const AT_KINKS: Readonly<Record<string, readonly string[]>> = {
  "nasnetmobile-softmax-stored": ["separable_conv_2_normal_left5_1/depthwise_kernel"],
  "nasnetmobile-softmax-batch": [
    "separable_conv_1_bn_normal_right1_12/beta",
    "separable_conv_1_normal_right1_12/depthwise_kernel",
  ],
  "inceptionresnetv2-softmax-stored": [
    "conv2d_137/kernel",
    "batch_normalization_137/beta",
    "conv2d_138/kernel",
    "batch_normalization_138/beta",
  ],
};

/** Moving statistics after three steps whose change rests on such gradients, and how far Keras' own float32 is: docs/decisions.md. */
const MOVING_AT_KINKS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "resnet101-softmax-batch": { "conv5_block1_2_bn/moving_mean": 1.05e-5 },
  "inceptionresnetv2-softmax-batch": { "batch_normalization_59/moving_mean": 3.6e-6 },
};

function variablesIn(phase: GoldenPhase, network: Network, units: number): Variable[] {
  const base = phase.base_trainable ? variablesOf(network).filter((variable) => variable.trainable) : [];
  return [...base, ...headVariables(network.channels, units)];
}

interface Run {
  readonly name: string;
  readonly golden: GoldenTraining;
  readonly network: Network;
  readonly start: Parameters;
  /** Changed by every update. */
  readonly parameters: Parameters;
  readonly batch: Feeds;
}

const copyOf = (parameters: Parameters): Parameters =>
  new Map([...parameters].map(([name, values]) => [name, values.slice()]));

/** One phase: three updates. */
async function trainPhase({ name, golden, network, start, parameters, batch }: Run, phase: GoldenPhase): Promise<void> {
  const units = golden.head === "sigmoid" ? 1 : 3;
  const variables = variablesIn(phase, network, units);
  const step = trainingStep(classifierGraph(network, { units }), {
    logit: LOGIT,
    parameters: variables.map(({ name }) => name),
    normalisation: phase.base_trainable ? golden.normalisation : "stored",
    target: "generic",
  });
  const trainer = await Trainer.open(nodeRuntime(), step, parameters);
  for (let t = 0; t < 4; t++) {
    const { loss } = await trainer.micro(batch, LOGIT);
    expectLossAsKeras(loss, { exact: phase.losses[t]!, single: phase.losses_float32[t]! });
    if (t === 0) compareGradients(name, phase, variables, await trainer.gradients());
    if (t === 3) break;
    await trainer.update(phase.rate);
    if (t === 2) expectMovingAsKeras(parameters, start, phase.moving_l2_after_3_steps, MOVING_AT_KINKS[name]);
  }
  await trainer.close();
}

function compareGradients(
  name: string,
  phase: GoldenPhase,
  variables: readonly Variable[],
  gradients: Parameters,
): void {
  expect(phase.gradients.rows.map(([name]) => name)).toEqual(variables.map(({ name }) => name));
  expectGradientsAsKeras(
    phase.gradients.rows.map((row, i) => ({
      name: row[0],
      ours: gradientRow(variables[i]!, gradients.get(row[0])!),
      golden: goldenRow(row),
    })),
    AT_KINKS[name] ?? [],
  );
}

const runs = [
  "nasnetmobile-sigmoid-stored",
  "nasnetmobile-softmax-stored",
  "nasnetmobile-softmax-batch",
  "resnet101-softmax-stored",
  "resnet101-softmax-batch",
  "inceptionresnetv2-softmax-stored",
  "inceptionresnetv2-softmax-batch",
];

describe("the large networks train as in Keras", () => {
  test.each(runs)("%s", async (name) => {
    const golden = loadTraining(name);
    const network = networkNamed(golden.network).build({ batch: 4 });
    const start = singles(referenceParameters(network, golden.head === "sigmoid" ? 1 : 3));
    const run = {
      name,
      golden,
      network,
      start,
      parameters: copyOf(start),
      batch: singles(referenceBatch(golden, 224)),
    };
    for (const phase of golden.phases) await trainPhase(run, phase);
  });
});

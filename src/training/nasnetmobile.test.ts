/** NASNetMobile's training runs on ONNX Runtime, in float32, against Keras' float64 and its own float32's distance from it. */
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
import { type Feeds, type Parameters, Trainer } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";

const singles = (tensors: ReadonlyMap<string, { readonly data: Float64Array }>): Parameters =>
  new Map([...tensors].map(([name, { data }]) => [name, Float32Array.from(data)]));

/** Variables whose gradient rests on a ReLU at its kink: docs/decisions.md. */
const AT_KINKS: Readonly<Record<string, readonly string[]>> = {
  "softmax-stored": ["separable_conv_2_normal_left5_1/depthwise_kernel"],
  "softmax-batch": ["separable_conv_1_bn_normal_right1_12/beta", "separable_conv_1_normal_right1_12/depthwise_kernel"],
};

function variablesIn(phase: GoldenPhase, network: Network, units: number): Variable[] {
  const base = phase.base_trainable ? variablesOf(network).filter((variable) => variable.trainable) : [];
  return [...base, ...headVariables(network.channels, units)];
}

/** One phase: three updates. */
async function trainPhase(
  golden: GoldenTraining,
  phase: GoldenPhase,
  network: Network,
  parameters: Parameters,
  batch: Feeds,
): Promise<void> {
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
    if (t === 0)
      compareGradients(`${golden.head}-${golden.normalisation}`, phase, variables, await trainer.gradients());
    if (t === 3) break;
    await trainer.update(phase.rate);
    if (t === 2) expectMovingAsKeras(parameters, start, phase.moving_l2_after_3_steps);
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

const network = networkNamed("nasnetmobile").build({ batch: 4 });
const start = singles(referenceParameters(network, 3));

describe("NASNetMobile trains as in Keras", () => {
  test.each(["sigmoid-stored", "softmax-stored", "softmax-batch"])("%s", async (name) => {
    const golden = loadTraining(`nasnetmobile-${name}`);
    const parameters = singles(referenceParameters(network, golden.head === "sigmoid" ? 1 : 3));
    const batch = singles(referenceBatch(golden, 224));
    for (const phase of golden.phases) await trainPhase(golden, phase, network, parameters, batch);
  });
});

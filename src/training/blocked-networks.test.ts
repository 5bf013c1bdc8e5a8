/**
 * The layout that training chooses on this processor against the generic graphs, on ONNX Runtime: every gradient of every network. ReLUs are
 * smooth here (Softplus), and a window's first pixel stands for its maximum, so that nothing so near to a kink that float32 cannot tell its
 * side hides an error; small-networks.test.ts and the conformance suite have them as they are. Where the processor has no blocks, both are
 * generic.
 */
import { describe, expect, test } from "vitest";
import { norm } from "../../tests/support/float32-training.ts";
import { uniform01 } from "../../tests/support/formula.ts";
import { referenceParameters } from "../../tests/support/training-reference.ts";
import { type Graph, GraphBuilder, rewrite } from "../graph/index.ts";
import type { Target } from "../lowering/index.ts";
import { classifierGraph, INPUT, LOGIT, type Network, networkNamed, variablesOf } from "../networks/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { chooseTarget } from "./choose-target.ts";
import type { Parameters } from "./parameters.ts";
import { Trainer } from "./trainer.ts";
import { trainingStep } from "./training-step.ts";

const [IMAGES, UNITS] = [16, 3];
const runtime = nodeRuntime();
const { target } = await chooseTarget(runtime);

const smooth = (graph: Graph): Graph =>
  rewrite(graph, ({ operator, inputs, outputs, attributes }, g) => {
    if (operator === "Relu") return [g.op("Softplus", inputs, {}, { name: outputs[0]! })];
    if (operator !== "MaxPool") return undefined;
    const [, , ...size] = graph.values.get(outputs[0]!)!.shape as readonly number[]; // no symbols here
    const strides = attributes.strides as readonly number[];
    const ends = size.map((length, i) => (length - 1) * strides[i]! + 1);
    return [g.slice(inputs[0]!, [0, 0], ends, [2, 3], strides, outputs[0]!)];
  });

interface Step {
  readonly model: Graph;
  readonly trained: readonly string[];
  readonly parameters: Parameters;
  readonly normalisation: "stored" | "batch";
}

async function gradientsOf({ model, trained, parameters, normalisation }: Step, target: Target): Promise<Parameters> {
  const step = trainingStep(model, { logit: LOGIT, parameters: trained, normalisation, target });
  const trainer = await Trainer.open(
    runtime,
    step,
    new Map([...parameters].map(([name, values]) => [name, values.slice()])),
  );
  const [, channels, height, width] = model.values.get(INPUT)!.shape as readonly [number, number, number, number];
  const image = new Float32Array(uniform01("images", IMAGES * channels * height * width).map((value) => 2 * value - 1));
  const label = Float32Array.from({ length: IMAGES * UNITS }, (_, i) => Number(i % (UNITS + 1) === 0));
  const weight = new Float32Array(IMAGES).fill(1 / IMAGES);
  await trainer.micro(new Map(Object.entries({ [INPUT]: image, label, weight })), LOGIT);
  const gradients = new Map([...(await trainer.gradients())].map(([name, values]) => [name, values.slice()]));
  await trainer.close();
  return gradients;
}

/**
 * Relative to a gradient's l2; of what is less than a millionth of the largest gradient, a difference of larger numbers, to that one's: biases in
 * front of a batch's statistics have no gradient at all.
 */
async function expectSame(step: Step): Promise<void> {
  const [generic, chosen] = [await gradientsOf(step, "generic"), await gradientsOf(step, target)];
  const largest = Math.max(...[...generic.values()].map(norm));
  for (const [name, values] of generic) {
    const others = chosen.get(name)!;
    const difference = values.map((value, i) => value - others[i]!);
    const scale = norm(values) < 1e-6 * largest ? largest : norm(values);
    expect(norm(difference) / scale, name).toBeLessThan(TOLERANCE);
  }
}

/** As chooseTarget asks for. */
const TOLERANCE = 1e-4;

function stepOf(network: Network, normalisation: Step["normalisation"]): Step {
  const parameters = referenceParameters(network, UNITS);
  const fixed = new Set(variablesOf(network).flatMap(({ name, trainable }) => (trainable ? [] : [name])));
  return {
    model: smooth(classifierGraph(network, { units: UNITS })),
    trained: [...parameters.keys()].filter((name) => !fixed.has(name)),
    parameters: new Map([...parameters].map(([name, { data }]) => [name, new Float32Array(data)])),
    normalisation,
  };
}

describe.each(["nasnetmobile", "resnet101", "inceptionresnetv2"])("%s", (name) => {
  test.each(["stored", "batch"] as const)("with %s statistics", async (normalisation) => {
    await expectSame(stepOf(networkNamed(name).build({ batch: IMAGES, imageSize: 96 }), normalisation));
  });
});

test("a kernel's gradient whose images are larger than the cache", async () => {
  const g = new GraphBuilder("stem");
  const image = g.input(INPUT, { type: "float32", shape: [IMAGES, 5, 112, 112] });
  const kernels = { kernel: [64, 5, 3, 3], head: [64, UNITS] };
  for (const [name, shape] of Object.entries(kernels)) g.parameter(name, { type: "float32", shape });
  const features = g.op("GlobalAveragePool", [
    g.op("Softplus", [g.conv(image, "kernel", undefined, { pads: [1, 1, 1, 1] })]),
  ]);
  g.output(g.op("MatMul", [g.reshape(features, [IMAGES, 64]), "head"], {}, { name: LOGIT }));
  const parameters = new Map(
    Object.entries(kernels).map(([name, shape]) => [
      name,
      Float32Array.from(
        uniform01(
          name,
          shape.reduce((a, b) => a * b),
        ),
        (value) => value - 0.5,
      ),
    ]),
  );
  await expectSame({ model: g.build(), trained: [...parameters.keys()], parameters, normalisation: "stored" });
});

/**
 * Estimated statistics against the definition, in float64 by the interpreter: each layer's input in every micro-batch, with the layers before it
 * set to that micro-batch's own mean and variance; of all these values the mean and the variance.
 */
import { describe, expect, test } from "vitest";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { smallNetworks } from "../../tests/support/networks/index.ts";
import { referenceParameters } from "../../tests/support/training-reference.ts";
import { extract, type Graph } from "../graph/index.ts";
import { scalingPlanes } from "../image/index.ts";
import { featureGraph, INPUT, type Network } from "../networks/index.ts";
import { blockSize, nodeRuntime } from "../runtime/index.ts";
import { stream } from "../util/random.ts";
import { drawSample } from "./draws.ts";
import { estimatorGraphs, openEstimator } from "./estimator.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import { chunks, imageTensor } from "./tensors.ts";

const SIZE = 64;
const plan = {
  scaling: "symmetric",
  microBatch: 2,
  seed: 3,
  train: { images: pixelsInMemory(Array.from({ length: 5 }, (_, i) => noise(i))), places: [0, 0, 1, 1, 2] },
} as const;
/** All but the image that fills no micro-batch. */
const parts = chunks(drawSample(plan.seed, 5, 5).slice(0, 4), plan.microBatch);

/** Brighter from image to image, so that micro-batches differ. */
function noise(image: number) {
  const random = stream(1, "noise", image);
  const data = Uint8Array.from({ length: SIZE * SIZE * 3 }, () => 30 * image + 100 * random.next());
  return { width: SIZE, height: SIZE, channels: 3 as const, data };
}

type Tensors = Map<string, FloatTensor>;

/** The values of each channel. */
function byChannel({ shape, data }: FloatTensor): number[][] {
  const [, channels, height, width] = shape as [number, number, number, number];
  const channelOf = (i: number) => Math.floor(i / (height * width)) % channels;
  const values = Array.from({ length: channels }, (): number[] => []);
  for (const [i, value] of data.entries()) values[channelOf(i)]!.push(value);
  return values;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2));

/** What each layer is given in a micro-batch, by the layer's name. */
function inputsOf(graph: Graph, parameters: Tensors, part: readonly number[]): Map<string, number[][]> {
  const data = Float64Array.from(imageTensor(plan.train.images, part, part.length, scalingPlanes(plan.scaling, 3)));
  const known: Tensors = new Map([...parameters, [INPUT, { shape: [part.length, 3, SIZE, SIZE], data }]]);
  return new Map(
    graph.nodes
      .filter(({ operator }) => operator === "BatchNormalization")
      .map(({ name, inputs, outputs }) => {
        const [x, output] = [inputs[0]!, outputs[0]!];
        const feeds = graph.nodes.flatMap((node) => node.outputs).filter((value) => known.has(value));
        known.set(x, interpret(extract(graph, { outputs: [x], feeds }), known).get(x)!);
        const values = byChannel(known.get(x)!);
        for (const [i, moment] of [mean, variance].entries())
          known.set(inputs[3 + i]!, { shape: [values.length], data: Float64Array.from(values, moment) });
        known.set(output, interpret(extract(graph, { outputs: [output], feeds: [x] }), known).get(output)!);
        return [name, values] as const;
      }),
  );
}

/** By the definition. */
function expectedOf(network: Network, parameters: Tensors): Map<string, number[]> {
  const inParts = parts.map((part) => inputsOf(featureGraph(network), parameters, part));
  const together = [...inParts[0]!.keys()].map((layer) => {
    const channels = inParts[0]!.get(layer)!.map((_, c) => inParts.flatMap((inputs) => inputs.get(layer)![c]!));
    return [
      [`${layer}/moving_mean`, channels.map(mean)],
      [`${layer}/moving_variance`, channels.map(variance)],
    ] as const;
  });
  return new Map(together.flat());
}

const runtime = nodeRuntime({ threads: 1 });
const block = await blockSize(runtime);
const targets = block === null ? (["generic"] as const) : (["generic", { blocked: block }] as const);

describe.each(Object.entries(smallNetworks))("%s", (_, build) => {
  const network = build({ batch: plan.microBatch });
  const parameters = referenceParameters(network, 3);
  const expected = expectedOf(network, parameters);

  test.each(targets)("%o", async (target) => {
    const estimator = await openEstimator(
      runtime,
      estimatorGraphs(network, () => true, target),
      plan,
    );
    const found = new Map([...parameters].map(([name, { data }]) => [name, Float32Array.from(data)]));
    const before = structuredClone(found);
    await estimator.estimate(found);
    await estimator.release();
    expect(expected.size).toBeGreaterThan(10);
    for (const [name, wanted] of expected) {
      const far = wanted.map((value, i) => Math.abs(value - found.get(name)![i]!));
      expect(Math.max(...far) / Math.max(...wanted.map(Math.abs)), name).toBeLessThan(2e-5);
    }
    for (const [name, values] of before) if (!expected.has(name)) expect(found.get(name), name).toEqual(values);
  });
});

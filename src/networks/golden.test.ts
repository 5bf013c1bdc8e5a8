/** The networks on ONNX Runtime against Keras' float64, with formula-made weights and images: features at four sizes, 24 activations. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAsCloseAsKeras } from "../../tests/support/compare.ts";
import { formulaImages, formulaWeights } from "../../tests/support/networks/formula-feeds.ts";
import { type Float32Tensor, runGraph } from "../../tests/support/run-graph.ts";
import { extract, type Graph } from "../graph/index.ts";
import { FEATURES, featureGraph } from "./head.ts";
import { networkNamed } from "./registry.ts";

interface Activation {
  readonly layer: string;
  readonly float32_error: number;
  /** N H W C */
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly first: readonly number[];
}
interface Golden {
  readonly features: readonly (readonly number[])[];
  readonly features_float32_error: number;
  readonly other_sizes: readonly { size: number; features: readonly number[] }[];
  readonly activations: readonly Activation[];
}

describe.each(["nasnetmobile", "resnet101", "inceptionresnetv2"])("%s", (name) => {
  const golden: Golden = JSON.parse(
    readFileSync(new URL(`../../tests/golden/networks/${name}.json`, import.meta.url), "utf8"),
  );
  const { build } = networkNamed(name);
  let weights: ReadonlyMap<string, Float32Tensor> = new Map();
  beforeAll(() => {
    weights = formulaWeights(build());
  });
  afterAll(() => {
    weights = new Map(); // up to 200 MB
  });
  const run = (graph: Graph, count: number, size: number) =>
    runGraph(graph, weights, new Map([["image", formulaImages("golden", count, size)]]));

  it("has Keras' features", async () => {
    const results = await run(featureGraph(build()), 2, 224);
    const kerasError = golden.features_float32_error;
    expectAsCloseAsKeras(results.get(FEATURES)!.data, golden.features.flat(), { kerasError });
  });

  it.each(golden.other_sizes)("has Keras' features at $size pixels", async ({ size, features }) => {
    const results = await run(featureGraph(build({ imageSize: size })), 1, size);
    expectAsCloseAsKeras(results.get(FEATURES)!.data, features, { kerasError: golden.features_float32_error });
  });

  it("has Keras' activations all the way through", async () => {
    const outputs = golden.activations.map(({ layer }) => layer);
    const results = await run(extract(build().graph, { outputs }), 2, 224);
    for (const expected of golden.activations) expectActivation(results.get(expected.layer)!, expected);
  });
});

function expectActivation({ shape, data }: Float32Tensor, expected: Activation): number {
  const [n, channels, height, width] = shape as [number, number, number, number];
  expect([n, height, width, channels], expected.layer).toEqual(expected.shape);
  const first = expected.first.map((_, channel) => data[channel * height * width]!);
  const { mean, std, min, max } = expected;
  return expectAsCloseAsKeras([...summary(data), ...first], [mean, std, min, max, ...expected.first], {
    kerasError: expected.float32_error,
    magnitude: Math.max(Math.abs(min), Math.abs(max)),
  });
}

/** Mean, standard deviation, minimum, maximum. */
function summary(values: Float32Array): [number, number, number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
  const [min, max] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  return [mean, Math.sqrt(variance), min, max];
}

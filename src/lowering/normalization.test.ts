/** Batch statistics behind a bias, against the same layers with the bias left where it stood. */
import { describe, expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { check, type Graph, GraphBuilder, sizeOf } from "../graph/index.ts";
import { normalizeByBatch } from "./normalization.ts";

/** A convolution with a bias, then a normalisation with momentum 0.75. */
function biasedLayer(build: (g: GraphBuilder, bias: string) => void = () => {}): Graph {
  const g = new GraphBuilder("case");
  const parameter = (name: string, shape: readonly number[]): string => g.parameter(name, { type: "float32", shape });
  const bias = parameter("conv/bias", [3]);
  const x = g.conv(
    g.input("image", { type: "float32", shape: [2, 2, 4, 4] }),
    parameter("conv/kernel", [3, 2, 1, 1]),
    bias,
  );
  const weights = ["gamma", "beta", "moving_mean", "moving_variance"].map((role) => parameter(`bn/${role}`, [3]));
  g.output(g.op("BatchNormalization", [x, ...weights], { epsilon: 1e-3, momentum: 0.75 }, { name: "bn" }));
  build(g, bias);
  return g.build();
}

function run(graph: Graph): Map<string, FloatTensor> {
  const feeds = [...graph.inputs, ...graph.parameters].map((name): [string, FloatTensor] => {
    const shape = graph.values.get(name)!.shape as readonly number[]; // no symbols here
    return [name, { shape, data: uniform01(name, sizeOf(shape)) }];
  });
  return interpret(graph, new Map(feeds));
}

/** mean (or mean square of the distance from it) for each of the three channels, over 2 images of 16 pixels */
function momentsOf({ data }: FloatTensor): { mean: number; variance: number }[] {
  return [0, 1, 2].map((channel) => {
    const values = data.filter((_, i) => Math.floor(i / 16) % 3 === channel);
    const mean = values.reduce((a, b) => a + b, 0) / 32;
    return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / 32 };
  });
}

describe("a bias before batch statistics", () => {
  const plain = biasedLayer();
  const { graph, moving, cancelled } = normalizeByBatch(plain);
  const old = (role: string): Float64Array => uniform01(`bn/${role}`, 3);

  test("is taken out of the convolution and told", () => {
    check(graph);
    expect(graph.nodes.find(({ operator }) => operator === "Conv")?.inputs).toEqual(["image", "conv/kernel"]);
    expect([...cancelled]).toEqual(["conv/bias"]);
  });

  test("still moves the moving mean", () => {
    const convolved = run({ ...plain, outputs: [plain.nodes[0]!.outputs[0]!] });
    const expected = momentsOf([...convolved.values()][0]!);
    const values = run(graph);
    expected.forEach(({ mean, variance }, c) => {
      const [nextMean, nextVariance] = ["moving_mean", "moving_variance"].map(
        (role) => values.get(moving.get(`bn/${role}`)!)!,
      );
      expect(nextMean!.data[c]).toBeCloseTo(0.75 * old("moving_mean")[c]! + 0.25 * mean, 12);
      expect(nextVariance!.data[c]).toBeCloseTo(0.75 * old("moving_variance")[c]! + 0.25 * variance, 12);
    });
  });

  test("needs names that no node behind it has", () => {
    const masked = biasedLayer((g) => g.output(g.mul("bn", "bn")));
    check(normalizeByBatch(masked).graph);
  });

  test("stays where something else reads it or the convolution, and before stored statistics", () => {
    const shared = biasedLayer((g, bias) => g.output(g.exp(bias)));
    const tapped = biasedLayer((g) => g.output(g.relu(plain.nodes[0]!.outputs[0]!)));
    for (const kept of [normalizeByBatch(shared), normalizeByBatch(tapped), normalizeByBatch(plain, () => false)]) {
      expect(kept.graph.nodes.find(({ operator }) => operator === "Conv")?.inputs).toHaveLength(3);
      expect(kept.cancelled.size).toBe(0);
    }
  });
});

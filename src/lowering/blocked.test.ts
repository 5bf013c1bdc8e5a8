/** The blocked target against the nodes that it replaces, both in the float64 interpreter, for blocks that no processor here need have. */
import { describe, expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { blockedOperators, type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { differentiate } from "../autodiff/index.ts";
import { check, type Graph, GraphBuilder, sizeOf } from "../graph/index.ts";
import { lower } from "./lower.ts";

type Attributes = Readonly<Record<string, number | readonly number[]>>;
/** From an image of 2 x 20 x 15 x 14 in blocks, and its graph, to another. */
type Build = (g: GraphBuilder, x: string) => string;

const kernel = (g: GraphBuilder, ...shape: number[]): string =>
  g.parameter(`kernel_${shape.join("_")}`, { type: "float32", shape });
const bias = (g: GraphBuilder, size: number): string => g.parameter(`bias_${size}`, { type: "float32", shape: [size] });
const conv =
  (shape: number[], attributes: Attributes = {}): Build =>
  (g, x) =>
    g.op("Conv", [x, kernel(g, ...shape)], attributes);
const pooled =
  (operator: string, size: number[], attributes: Attributes = {}): Build =>
  (g, x) =>
    g.op(operator, [x], { kernel_shape: size, ...attributes });
const same = { pads: [1, 1, 1, 1] };
const point: Build = (g, x) => g.conv(x, kernel(g, 20, 20, 1, 1), bias(g, 20));

/** Kernels of filters x channels x size x size applied to one image, side by side; default size 1. */
function branches(g: GraphBuilder, x: string, kernels: readonly (readonly [filters: number, size?: number])[]): string {
  const [, channels] = g.sizes(x);
  return g.concat(
    kernels.map(([filters, size = 1]) => {
      const y = g.conv(x, kernel(g, filters, channels!, size, size), undefined);
      return g.slice(y, [0, 0], [13, 12], [2, 3]);
    }),
    1,
  );
}

const cases: readonly [string, Build][] = [
  ["a point", conv([12, 20, 1, 1])],
  ["a point, strided", conv([12, 20, 1, 1], { strides: [2, 2] })],
  ["a kernel, padded", conv([24, 20, 3, 3], same)],
  ["a kernel, padded unevenly", conv([9, 20, 3, 2], { pads: [0, 1, 2, 0] })],
  ["a kernel, strided, padded unevenly", conv([9, 20, 3, 2], { strides: [2, 3], pads: [0, 1, 1, 0] })],
  ["a kernel, strided, its phases unlike", conv([9, 20, 3, 4], { strides: [2, 3], pads: [1, 0, 0, 1] })],
  ["a kernel, strided, padded wide", conv([9, 20, 4, 4], { strides: [2, 2], pads: [3, 3, 2, 1] })],
  ["a kernel, dilated", conv([9, 20, 2, 3], { dilations: [3, 2], pads: [1, 1, 0, 2] })],
  ["depthwise", conv([20, 1, 3, 3], { group: 20, ...same })],
  ["depthwise, strided, padded unevenly", conv([20, 1, 5, 3], { group: 20, strides: [2, 2], pads: [2, 1, 1, 2] })],
  ["depthwise, dilated", conv([20, 1, 2, 3], { group: 20, dilations: [2, 1], pads: [1, 2, 0, 1] })],
  ["groups", conv([6, 10, 3, 3], { group: 2, ...same })],
  ["three filters", conv([3, 20, 3, 3], same)],
  ["a maximum", pooled("MaxPool", [3, 3], { strides: [2, 2], pads: [0, 0, 1, 1] })],
  ["an average without its padding", pooled("AveragePool", [3, 3], same)],
  ["an average, strided, padded unevenly", pooled("AveragePool", [3, 2], { strides: [2, 2], pads: [0, 1, 1, 0] })],
  ["an average of single pixels", pooled("AveragePool", [1, 1], { strides: [2, 2] })],
  [
    "an average with its padding",
    pooled("AveragePool", [3, 2], { strides: [2, 2], pads: [1, 1, 1, 0], count_include_pad: 1 }),
  ],
  ["a bias and a ReLU", (g, x) => g.relu(g.conv(x, kernel(g, 11, 20, 1, 1), bias(g, 11)))],
  ["a sum with what comes later", (g, x) => g.relu(g.add(point(g, x), x))],
  [
    "a sum of two convolutions",
    (g, x) => g.add(point(g, x), g.conv(x, kernel(g, 20, 20, 3, 3), undefined, { pads: [1, 1, 1, 1] })),
  ],
  ["twice the same", (g, x) => g.mul(g.add(x, x), x)],
  [
    "groups of channels side by side",
    (g, x) => g.conv(g.concat([x, point(g, x), g.relu(x)], 1), kernel(g, 10, 60, 3, 3), undefined),
  ],
  [
    "a sum of channels side by side",
    (g, x) => {
      const both = g.concat([x, g.relu(x)], 1);
      return g.add(g.conv(both, kernel(g, 40, 40, 1, 1), undefined), both);
    },
  ],
  ["branches of few channels", (g, x) => branches(g, g.concat([x, g.relu(x)], 1), [[10], [5], [8, 3], [7]])],
  ["branches of very few channels", (g, x) => branches(g, x, [[5], [4], [3]])],
  ["part of the channels", (g, x) => g.slice(g.concat([x, g.relu(x)], 1), [20], [40], [1])],
  ["channels that are no whole blocks", (g, x) => g.slice(x, [3], [13], [1])],
  ["part of the pixels", (g, x) => g.slice(x, [1, 2], [12, 14], [2, 3], [2, 1])],
  ["zeros around", (g, x) => g.pad(x, [0, 0, 1, 0, 0, 0, 2, 3])],
  ["a number for each channel", (g, x) => g.sub(g.mul(x, kernel(g, 1, 20, 1, 1)), kernel(g, 20, 1, 1))],
  ["a number for each pixel", (g, x) => g.mul(x, kernel(g, 1, 1, 15, 14))],
  ["the mean over all pixels", (g, x) => g.op("GlobalAveragePool", [x])],
  [
    "normalisation with the batch's statistics",
    (g, x) => {
      const values = ["gamma", "beta", "mean", "variance"].map((name) =>
        g.parameter(name, { type: "float32", shape: [20] }),
      );
      return g.node("BatchNormalization", [x, ...values], { training_mode: 1, epsilon: 1e-3 }, { outputs: 3 })[0]!;
    },
  ],
];

/** Loss and gradients of what stands behind a convolution. */
function gradientsOf(build: Build): Graph {
  const g = new GraphBuilder("case");
  const image = g.parameter("image", { type: "float32", shape: [2, 20, 15, 14] });
  const x = g.conv(image, kernel(g, 20, 20, 2, 2), undefined, { pads: [1, 0, 0, 1] });
  return gradientsTo(g, build(g, x));
}

/** Each pixel of y has a weight of its own in the loss. */
function gradientsTo(g: GraphBuilder, y: string): Graph {
  const shape = g.sizes(y);
  const weights = g.constant({ type: "float32", shape, data: uniform01("weights", sizeOf(shape)) });
  g.output(g.op("ReduceSum", [g.mul(y, weights)], { keepdims: 0 }, { name: "loss" }));
  const graph = g.build();
  const trained = graph.parameters.filter((name) => name !== "mean" && name !== "variance");
  return differentiate(graph, "loss", trained).graph;
}

function feedsOf({ parameters, values }: Graph): Map<string, FloatTensor> {
  return new Map(
    parameters.map((name) => {
      const shape = values.get(name)!.shape as readonly number[]; // no symbols here
      return [name, { shape, data: uniform01(name, sizeOf(shape)).map((value) => value - 0.4) }];
    }),
  );
}

describe.each([4, 8, 16])("in blocks of %i", (block) => {
  test.each(cases)("%s", (_, build) => expectSame(gradientsOf(build), block));
});

test.each([2, 4, 6, 8])("an image of three channels, a batch of %i in blocks of 4", (batch) => {
  const g = new GraphBuilder("case");
  const image = g.parameter("image", { type: "float32", shape: [batch, 3, 13, 11] });
  expectSame(
    gradientsTo(g, g.conv(image, kernel(g, 9, 3, 3, 3), bias(g, 9), { strides: [2, 2], pads: [0, 1, 1, 1] })),
    4,
  );
});

test.each([2, 4])("large images, a batch of %i in blocks of 4", (batch) => {
  const g = new GraphBuilder("case");
  const image = g.parameter("image", { type: "float32", shape: [batch, 5, 56, 56] });
  expectSame(gradientsTo(g, g.conv(image, kernel(g, 6, 5, 3, 3), undefined, { pads: [1, 1, 1, 1] })), 4);
});

test("the gradients of narrow convolutions of single pixels that read one image are one convolution and one product", () => {
  const lowered = (filters: readonly number[]) => {
    const graph = gradientsOf((g, x) =>
      branches(g, g.concat([x, g.relu(x)], 1), [[8, 3], ...filters.map((n) => [n] as const)]),
    );
    const { nodes } = lower(graph, { blocked: 4 });
    return ["Conv", "FusedMatMul"].map((operator) => nodes.filter((node) => node.operator === operator).length);
  };
  const [convolutions, products] = lowered([10]) as [number, number];
  expect(lowered([10, 5, 7])).toEqual([convolutions + 2, products]); // two more forward
  expect(lowered([10, 5, 11])).toEqual([convolutions + 3, products + 1]); // 11 are more than a quarter of 40 channels
});

/** The graph in blocks gives what it gives by itself. */
function expectSame(own: Graph, block: number): void {
  const blocked = check(lower(own, { blocked: block }));
  expect(blocked.nodes.filter(({ domain }) => domain === "roentgen")).toEqual([]);
  const operators = { "com.microsoft.nchwc": blockedOperators(block) };
  const [expected, actual] = [interpret(own, feedsOf(own)), interpret(blocked, feedsOf(blocked), { operators })];
  for (const [name, { shape, data }] of expected) {
    const lowered = actual.get(name)!;
    expect(lowered.shape, name).toEqual(shape);
    const [largest, worst] = [largestOf(data), largestOf(data.map((value, i) => value - lowered.data[i]!))];
    expect(worst / largest, name).toBeLessThan(1e-11);
  }
}

const largestOf = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

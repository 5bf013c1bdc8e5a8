/** The generic target against the nodes that it replaces, both in the float64 interpreter: windows more awkward than our networks have. */
import { expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { differentiate } from "../autodiff/index.ts";
import { check, type Graph, GraphBuilder, sizeOf } from "../graph/index.ts";
import { lower } from "./lower.ts";

type Window = Readonly<Record<string, number | readonly number[]>>;

/** The gradients of a window's inputs, where each pixel that comes out has a weight of its own. */
function gradientsOf(operator: string, image: readonly number[], kernel: readonly number[], window: Window): Graph {
  const g = new GraphBuilder("case");
  const x = g.parameter("x", { type: "float32", shape: image });
  const k = operator === "Conv" ? [g.parameter("k", { type: "float32", shape: kernel })] : [];
  const attributes = operator === "Conv" ? window : { ...window, kernel_shape: kernel };
  const y = g.op(operator, [x, ...k], attributes);
  const shape = g.sizes(y);
  const weights = g.constant({ type: "float32", shape, data: uniform01("weights", sizeOf(shape)) });
  g.output(g.op("ReduceSum", [g.mul(y, weights)], { keepdims: 0 }, { name: "loss" }));
  return differentiate(g.build(), "loss", g.build().parameters).graph;
}

function feedsOf({ parameters, values }: Graph): Map<string, FloatTensor> {
  return new Map(
    parameters.map((name) => {
      const shape = values.get(name)!.shape as readonly number[]; // no symbols here
      return [name, { shape, data: uniform01(name, sizeOf(shape)) }];
    }),
  );
}

const small = [2, 4, 7, 6];

test.each<[string, string, readonly number[], readonly number[], Window]>([
  ["a convolution", "Conv", small, [3, 4, 3, 3], {}],
  ["padding that differs on each side", "Conv", small, [3, 4, 3, 2], { pads: [0, 1, 2, 0] }],
  ["strides, padded unevenly", "Conv", small, [3, 4, 3, 2], { strides: [2, 3], pads: [0, 1, 1, 0] }],
  ["dilation", "Conv", small, [3, 4, 2, 3], { dilations: [3, 2], pads: [1, 1, 0, 2] }],
  ["an image of 30 pixels a side", "Conv", [2, 2, 30, 30], [3, 2, 3, 3], { pads: [1, 1, 1, 1] }],
  ["one image alone", "Conv", [1, 4, 5, 5], [2, 4, 1, 1], {}],
  [
    "depthwise, strided, padded unevenly",
    "Conv",
    small,
    [4, 1, 3, 3],
    { group: 4, strides: [2, 2], pads: [0, 1, 1, 2] },
  ],
  ["depthwise, dilated", "Conv", small, [4, 1, 2, 3], { group: 4, dilations: [2, 1], pads: [1, 2, 0, 1] }],
  ["depthwise, large", "Conv", [2, 3, 16, 15], [3, 1, 3, 5], { group: 3, pads: [1, 2, 1, 2] }],
  [
    "depthwise, large, strided, dilated, padded unevenly",
    "Conv",
    [2, 3, 33, 45],
    [3, 1, 3, 2],
    { group: 3, strides: [2, 3], dilations: [1, 2], pads: [0, 1, 1, 2] },
  ],
  ["groups, strided", "Conv", small, [6, 2, 3, 3], { group: 2, strides: [2, 1], pads: [1, 0, 1, 2] }],
  ["a maximum, windows overlapping", "MaxPool", small, [3, 3], { strides: [2, 2], pads: [0, 0, 1, 1] }],
  ["an average without its padding", "AveragePool", small, [3, 3], { pads: [1, 1, 1, 1] }],
  ["an average, strided, padded unevenly", "AveragePool", small, [3, 2], { strides: [2, 2], pads: [0, 1, 1, 0] }],
  [
    "an average with its padding",
    "AveragePool",
    small,
    [3, 2],
    { strides: [2, 2], pads: [1, 1, 1, 0], count_include_pad: 1 },
  ],
])("%s", (_, operator, image, kernel, window) => {
  const own = gradientsOf(operator, image, kernel, window);
  const generic = check(lower(own, "generic"));
  expect(own.nodes.some(({ domain }) => domain === "roentgen")).toBe(true);
  expect(generic.nodes.filter(({ domain }) => domain === "roentgen")).toEqual([]);
  const [expected, actual] = [interpret(own, feedsOf(own)), interpret(generic, feedsOf(generic))];
  for (const [name, { shape, data }] of expected) {
    const lowered = actual.get(name)!;
    expect(lowered.shape, name).toEqual(shape);
    const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - lowered.data[i]!)), 0);
    expect(worst, name).toBeLessThan(1e-12);
  }
});

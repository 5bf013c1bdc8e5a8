/** The generic and the webgpu target against the nodes that they replace, in the float64 interpreter: windows more awkward than our networks have. */
import { describe, expect, test } from "vitest";
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

type Case = readonly [string, string, readonly number[], readonly number[], Window];

const cases: readonly Case[] = [
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
  ["a maximum, dilated, padded", "MaxPool", small, [2, 3], { dilations: [2, 1], pads: [1, 1, 0, 1] }],
];

/** Every value within 1e-12. */
function expectSame(expected: ReadonlyMap<string, FloatTensor>, actual: ReadonlyMap<string, FloatTensor>): void {
  for (const [name, { shape, data }] of expected) {
    const lowered = actual.get(name)!;
    expect(lowered.shape, name).toEqual(shape);
    const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - lowered.data[i]!)), 0);
    expect(worst, name).toBeLessThan(1e-12);
  }
}

describe.each(["generic", "webgpu"] as const)("%s", (target) => {
  test.each(cases)("%s", (_, operator, image, kernel, window) => {
    const own = gradientsOf(operator, image, kernel, window);
    const lowered = check(lower(own, target));
    expect(own.nodes.some(({ domain }) => domain === "roentgen")).toBe(true);
    expect(lowered.nodes.filter(({ domain }) => domain === "roentgen")).toEqual([]);
    expectSame(interpret(own, feedsOf(own)), interpret(lowered, feedsOf(lowered)));
  });
});

describe("webgpu", () => {
  /** Also far from 0, where a sum of exponentials overflows, or is all that is left. */
  const logits = { shape: [3, 3], data: Float64Array.of(1, -2, 0.5, 800, 799, -800, -800, -801, -799) };

  test.each(["LogSoftmax", "Softplus"])("%s in other operators", (operator) => {
    const g = new GraphBuilder("case");
    const x = g.input("x", { type: "float32", shape: logits.shape });
    g.output(g.op(operator, [x], operator === "LogSoftmax" ? { axis: 1 } : {}));
    const lowered = check(lower(g.build(), "webgpu"));
    expect(lowered.nodes.map((node) => node.operator)).not.toContain(operator);
    const found = [...interpret(lowered, new Map([["x", logits]])).values()][0]!;
    const expected = [...logits.data].map((value, i) => {
      const row = logits.data.slice(i - (i % 3), i - (i % 3) + 3);
      const largest = Math.max(...row);
      const sum = row.reduce((total, each) => total + Math.exp(each - largest), 0);
      return operator === "Softplus"
        ? Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))
        : value - largest - Math.log(sum);
    });
    for (const [i, value] of expected.entries()) expect(found.data[i]).toBeCloseTo(value, 12);
  });

  test("the gradient of a maximum is divided among equal ones, of which padding is none", () => {
    const own = gradientsOf("MaxPool", [1, 1, 2, 2], [3, 3], { pads: [1, 1, 1, 1], strides: [2, 2] });
    const x = { shape: [1, 1, 2, 2], data: Float64Array.of(0, -3, 0, -2) };
    const dx = [...interpret(lower(own, "webgpu"), new Map([["x", x]])).values()].at(-1); // after the loss
    const weight = uniform01("weights", 1)[0]!;
    expect([...dx!.data]).toEqual([weight / 2, 0, weight / 2, 0]);
  });
});

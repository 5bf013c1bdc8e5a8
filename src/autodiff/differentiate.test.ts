import { describe, expect, test } from "vitest";
import { uniform01 } from "../../tests/support/formula.ts";
import { type FloatTensor, interpret } from "../../tests/support/interpreter/index.ts";
import { check, GraphBuilder, sizeOf } from "../graph/index.ts";
import { differentiate, pullback } from "./differentiate.ts";

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A rule's case: parameters with their shapes, and the value that is made of them. */
interface Case {
  readonly parameters: Shapes;
  readonly build: (g: GraphBuilder, ...names: string[]) => string;
  /** Values lie in low..low + 1. */
  readonly low?: number;
}

const image = [2, 4, 7, 6] as const;
const unary = (operator: string, low = -0.5): Case => ({
  parameters: { x: [3, 4] },
  build: (g, x) => g.op(operator, [x!]),
  low,
});
const binary = (operator: string): Case => ({
  parameters: { a: [3, 4], b: [4] },
  build: (g, a, b) => g.op(operator, [a!, b!]),
  low: 0.5,
});
const conv = (kernel: readonly number[], options: Parameters<GraphBuilder["conv"]>[3]): Case => ({
  parameters: { x: image, k: kernel, b: [kernel[0]!] },
  build: (g, x, k, b) => g.conv(x!, k!, b!, options),
});

const cases: Readonly<Record<string, Case>> = {
  Add: binary("Add"),
  Sub: binary("Sub"),
  Mul: binary("Mul"),
  Div: binary("Div"),
  Sum: { parameters: { a: [3, 4], b: [1, 4], c: [] }, build: (g, a, b, c) => g.op("Sum", [a!, b!, c!]) },
  Neg: unary("Neg"),
  Identity: unary("Identity"),
  Cast: { parameters: { x: [3, 4] }, build: (g, x) => g.cast(g.cast(x!, "float64"), "float32") },
  Sqrt: unary("Sqrt", 0.5),
  Reciprocal: unary("Reciprocal", 0.5),
  Exp: unary("Exp"),
  Log: unary("Log", 0.5),
  Relu: unary("Relu"),
  Sigmoid: unary("Sigmoid"),
  Tanh: unary("Tanh"),
  Softplus: unary("Softplus"),
  Clip: { parameters: { x: [3, 4] }, build: (g, x) => g.clip(x!, -0.2, 0.3) },
  Softmax: { parameters: { x: [3, 4] }, build: (g, x) => g.op("Softmax", [x!], { axis: 0 }) },
  LogSoftmax: unary("LogSoftmax"),
  Concat: { parameters: { a: [2, 3], b: [2, 1] }, build: (g, a, b) => g.concat([a!, b!, a!], -1) },
  Expand: { parameters: { x: [3, 1] }, build: (g, x) => g.expand(x!, [2, 3, 4]) },
  Flatten: { parameters: { x: [2, 3, 2] }, build: (g, x) => g.op("Flatten", [x!], { axis: 1 }) },
  Gather: {
    parameters: { x: [4, 3] },
    build: (g, x) => g.op("Gather", [x!, g.ints([1, 1, 3])]),
  },
  Pad: { parameters: { x: [2, 3] }, build: (g, x) => g.pad(x!, [1, -1, 0, 2]) },
  Reshape: { parameters: { x: [2, 6] }, build: (g, x) => g.reshape(x!, [3, 4]) },
  Slice: { parameters: { x: [7, 5] }, build: (g, x) => g.slice(x!, [1, -4], [6, 5], [0, 1], [2, 1]) },
  Split: {
    parameters: { x: [5, 2] },
    build: (g, x) => g.node("Split", [x!, g.ints([2, 3])], { axis: 0 }, { outputs: 2 })[1]!,
  },
  Squeeze: { parameters: { x: [2, 1, 3] }, build: (g, x) => g.op("Squeeze", [x!, g.ints([1])]) },
  Tile: { parameters: { x: [2, 3] }, build: (g, x) => g.op("Tile", [x!, g.ints([2, 3])]) },
  Transpose: { parameters: { x: [2, 3, 4] }, build: (g, x) => g.transpose(x!, [2, 0, 1]) },
  Unsqueeze: { parameters: { x: [2, 3] }, build: (g, x) => g.op("Unsqueeze", [x!, g.ints([0, 3])]) },
  "Gemm plain": {
    parameters: { a: [2, 3], b: [3, 4], c: [4] },
    build: (g, a, b, c) => g.op("Gemm", [a!, b!, c!], { alpha: 0.5, beta: 2 }),
  },
  "Gemm transposed": {
    parameters: { a: [3, 2], b: [4, 3] },
    build: (g, a, b) => g.op("Gemm", [a!, b!], { transA: 1, transB: 1 }),
  },
  MatMul: { parameters: { a: [2, 3, 4], b: [4, 5] }, build: (g, a, b) => g.matmul(a!, b!) },
  ReduceMean: { parameters: { x: [2, 3, 4] }, build: (g, x) => g.reduceMean(x!, [0, -1]) },
  ReduceSum: { parameters: { x: [2, 3, 4] }, build: (g, x) => g.reduceSum(x!, [1], 1) },
  "Conv plain": conv([3, 4, 3, 3], {}),
  "Conv strided, padded unevenly": conv([3, 4, 3, 2], { strides: [2, 2], pads: [0, 1, 1, 0] }),
  "Conv depthwise, dilated": conv([4, 1, 2, 3], { group: 4, dilations: [2, 1], pads: [1, 1, 1, 1] }),
  "Conv grouped, strided": conv([6, 2, 3, 3], { group: 2, strides: [2, 1], pads: [1, 1, 1, 1] }),
  MaxPool: {
    parameters: { x: image },
    build: (g, x) => g.op("MaxPool", [x!], { kernel_shape: [3, 3], strides: [2, 2], pads: [0, 0, 1, 1] }),
  },
  "AveragePool without padding": {
    parameters: { x: image },
    build: (g, x) => g.op("AveragePool", [x!], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
  },
  "AveragePool with padding counted": {
    parameters: { x: image },
    build: (g, x) =>
      g.op("AveragePool", [x!], { kernel_shape: [3, 2], strides: [2, 2], pads: [1, 1, 1, 0], count_include_pad: 1 }),
  },
  GlobalAveragePool: { parameters: { x: image }, build: (g, x) => g.op("GlobalAveragePool", [x!]) },
  "BatchNormalization of the batch": normalization(1),
  "BatchNormalization as stored": normalization(0),
};

function normalization(training_mode: number): Case {
  return {
    parameters: { x: image, gamma: [4], beta: [4] },
    build: (g, x, gamma, beta) => {
      const inputs = [x!, gamma!, beta!, g.floats([0.1, 0.2, 0.3, 0.4]), g.floats([1, 2, 3, 4])];
      return g.node(
        "BatchNormalization",
        inputs,
        { epsilon: 1e-3, momentum: 0.9, training_mode },
        { outputs: training_mode ? 3 : 1 },
      )[0]!;
    },
  };
}

function values(shapes: Shapes, low: number): Map<string, FloatTensor> {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      { shape, data: uniform01(name, sizeOf(shape)).map((u) => u + low) },
    ]),
  );
}

/** A scalar that every element of y has its own part in. */
function lossOf({ parameters, build }: Case): GraphBuilder {
  const g = new GraphBuilder("case");
  const names = Object.entries(parameters).map(([name, shape]) => g.parameter(name, { type: "float32", shape }));
  const y = build(g, ...names);
  const shape = g.sizes(y);
  const weights = g.constant({ type: "float32", shape, data: uniform01("weights", sizeOf(shape)) });
  g.output(g.op("ReduceSum", [g.mul(y, weights)], { keepdims: 0 }, { name: "loss" }));
  return g;
}

/** (f(x + h) - f(x - h)) / 2h for element i of a parameter. */
function centralDifference(
  loss: (feeds: ReadonlyMap<string, FloatTensor>) => number,
  feeds: Map<string, FloatTensor>,
  name: string,
  i: number,
): number {
  const h = 1e-5;
  const at = (delta: number): number => {
    const tensor = feeds.get(name)!;
    const data = tensor.data.slice();
    data[i] = data[i]! + delta;
    return loss(new Map([...feeds, [name, { ...tensor, data }]]));
  };
  return (at(h) - at(-h)) / (2 * h);
}

describe("each rule against central differences in float64", () => {
  test.each(Object.entries(cases))("%s", (_, example) => {
    const graph = check(lossOf(example).build());
    const feeds = values(example.parameters, example.low ?? -0.5);
    const names = Object.keys(example.parameters);
    const { graph: both, gradients } = differentiate(graph, "loss", names);
    const results = interpret(check(both), feeds);
    const loss = (fed: ReadonlyMap<string, FloatTensor>): number => interpret(graph, fed).get("loss")!.data[0]!;
    expect(results.get("loss")!.data[0]).toBe(loss(feeds));
    for (const name of names) {
      const gradient = results.get(gradients.get(name)!)!;
      expect(gradient.shape, name).toEqual(example.parameters[name]);
      const largest = Math.max(...gradient.data.map(Math.abs), 1e-3);
      for (let i = 0; i < gradient.data.length; i++) {
        const error = Math.abs(gradient.data[i]! - centralDifference(loss, feeds, name, i)) / largest;
        expect(error, `${name}[${i}]`).toBeLessThan(1e-7);
      }
    }
  });
});

test("gradients that nobody asked for are not in the graph", () => {
  const graph = lossOf(cases["Conv plain"]!).build();
  const { graph: bias } = differentiate(graph, "loss", ["b"]);
  expect(bias.nodes.filter((node) => node.domain === "roentgen")).toEqual([]);
  const { graph: kernel } = differentiate(graph, "loss", ["k"]);
  expect(kernel.nodes.filter((node) => node.domain === "roentgen").map((node) => node.operator)).toEqual([
    "ConvKernelGradient",
  ]);
});

test("a pullback gives the gradients from those of the outputs", () => {
  const g = new GraphBuilder("product");
  const [a, b] = ["a", "b"].map((name) => g.parameter(name, { type: "float32", shape: [2] }));
  const y = g.mul(a!, b!);
  g.output(y);
  const { graph, gradients } = pullback(g.build(), new Map([[y, "dy"]]), ["a"]);
  const vector = (...data: number[]): FloatTensor => ({ shape: [data.length], data: Float64Array.from(data) });
  const feeds = new Map([
    ["a", vector(1, 2)],
    ["b", vector(3, 4)],
    ["dy", vector(10, 100)],
  ]);
  expect([...interpret(check(graph), feeds).get(gradients.get("a")!)!.data]).toEqual([30, 400]);
});

test("an operator without a rule is an error that names it and the node", () => {
  const g = new GraphBuilder("rounded");
  const x = g.parameter("x", { type: "float32", shape: [] });
  g.output(g.op("Round", [x], {}, { name: "whole" }));
  expect(() => differentiate(g.build(), "whole", ["x"])).toThrow(
    expect.objectContaining({
      code: "E_NO_RULE",
      message: "no rule to differentiate Round",
      details: expect.objectContaining({ where: "node whole" }),
    }),
  );
});

test("a parameter that the loss does not depend on is an error", () => {
  const g = new GraphBuilder("constant");
  const [x, y] = ["x", "y"].map((name) => g.parameter(name, { type: "float32", shape: [] }));
  g.output(g.neg(x!));
  expect(() => differentiate(g.build(), g.build().outputs[0]!, [y!])).toThrow(
    expect.objectContaining({ code: "E_NO_GRADIENT" }),
  );
});

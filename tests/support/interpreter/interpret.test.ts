/** What the ONNX project's node tests do not cover of the interpreter: our own nodes, and the running of whole graphs. */
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder.ts";
import { intTensor } from "../../../src/graph/tensor.ts";
import type { Attribute, Domain, Graph, Node } from "../../../src/graph/types.ts";
import { type FloatTensor, interpret } from "./index.ts";

const tensor = (shape: readonly number[], values: Iterable<number>): FloatTensor => ({
  shape,
  data: Float64Array.from(values),
});

/** Numbers without a pattern, all different. */
const filled = (shape: readonly number[], seed: number): FloatTensor => {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    shape,
    Array.from({ length: size }, (_, i) => Math.sin(seed + 12.9898 * i) * 2),
  );
};

function run(
  operator: string,
  inputs: readonly FloatTensor[],
  attributes: Record<string, Attribute>,
  domain: Domain = "",
): FloatTensor {
  const names = inputs.map((_, i) => `x${i}`);
  const node: Node = { name: operator, domain, operator, inputs: names, outputs: ["y"], attributes };
  const graph: Graph = {
    name: operator,
    inputs: names,
    parameters: [],
    constants: new Map(),
    nodes: [node],
    outputs: ["y"],
    values: new Map(),
  };
  return interpret(graph, new Map(inputs.map((x, i) => [`x${i}`, x]))).get("y")!;
}

const dot = (a: FloatTensor, b: FloatTensor): number => a.data.reduce((sum, x, i) => sum + x * b.data[i]!, 0);

/** d (f(x) . dy) / dx by central differences. */
function differences(f: (x: FloatTensor) => FloatTensor, x: FloatTensor, dy: FloatTensor): number[] {
  const step = 1e-4;
  return Array.from(x.data, (value, i) => {
    const at = (v: number): number => dot(f({ shape: x.shape, data: x.data.with(i, v) }), dy);
    return (at(value + step) - at(value - step)) / (2 * step);
  });
}

function expectClose(actual: FloatTensor, expected: ArrayLike<number>): void {
  expect(actual.data.length).toBe(expected.length);
  actual.data.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `element ${i}`).toBeLessThan(1e-8);
  });
}

const window = { strides: [2, 1], pads: [1, 0, 2, 1], kernel_shape: [3, 2] };

describe("gradients of our own nodes", () => {
  it.each([
    ["plain", { ...window, dilations: [1, 1], group: 1 }],
    ["dilated", { ...window, dilations: [2, 3], group: 1 }],
    ["in groups", { ...window, dilations: [1, 1], group: 2 }],
    ["without attributes", { kernel_shape: [3, 2] }],
  ])("convolution, %s", (_, attributes) => {
    const group = "group" in attributes ? attributes.group : 1;
    const x = filled([2, 4, 7, 6], 1);
    const kernel = filled([6, 4 / group, 3, 2], 2);
    const dy = filled(run("Conv", [x, kernel], attributes).shape, 3);
    const dx = run("ConvInputGradient", [dy, kernel], { ...attributes, input_shape: x.shape }, "roentgen");
    const dkernel = run("ConvKernelGradient", [x, dy], attributes, "roentgen");
    expect([dx.shape, dkernel.shape]).toEqual([x.shape, kernel.shape]);
    expectClose(
      dx,
      differences((v) => run("Conv", [v, kernel], attributes), x, dy),
    );
    expectClose(
      dkernel,
      differences((v) => run("Conv", [x, v], attributes), kernel, dy),
    );
  });

  it.each([
    ["counting padding", { ...window, count_include_pad: 1 }],
    ["not counting padding", window],
    ["rounded up", { ...window, ceil_mode: 1, count_include_pad: 1, strides: [3, 3] }],
  ])("average pooling, %s", (_, attributes) => {
    const x = filled([2, 3, 7, 6], 1);
    const dy = filled(run("AveragePool", [x], attributes).shape, 3);
    const dx = run("AveragePoolGradient", [dy], { ...attributes, input_shape: x.shape }, "roentgen");
    expect(dx.shape).toEqual(x.shape);
    expectClose(
      dx,
      differences((v) => run("AveragePool", [v], attributes), x, dy),
    );
  });

  it("max pooling", () => {
    const x = filled([2, 3, 7, 6], 1);
    const y = run("MaxPool", [x], window);
    const dy = filled(y.shape, 3);
    const dx = run("MaxPoolGradient", [x, y, dy], window, "roentgen");
    expectClose(
      dx,
      differences((v) => run("MaxPool", [v], window), x, dy),
    );
  });

  it("max pooling gives all to the first of equal ones, in row-major order", () => {
    const x = tensor([1, 1, 2, 3], [0, 7, 7, 7, 1, 7]);
    const y = tensor([1, 1, 1, 2], [7, 7]);
    const dx = run("MaxPoolGradient", [x, y, tensor([1, 1, 1, 2], [1, 10])], { kernel_shape: [2, 2] }, "roentgen");
    expect([...dx.data]).toEqual([0, 11, 0, 0, 0, 0]);
  });
});

describe("operators", () => {
  it("keeps the sign of what is negative in Max, and of what is positive in Min", () => {
    const [a, b] = [tensor([2], [-1, 2]), tensor([2], [-3, 5])];
    expect([...run("Max", [a, b], {}).data]).toEqual([-1, 5]);
    expect([...run("Min", [a, b], {}).data]).toEqual([-3, 2]);
  });

  it("knows erf to float64's precision", () => {
    // Python's math.erf.
    const known = [
      [1e-10, 1.1283791670955126e-10],
      [0.5, 0.5204998778130465],
      [-1, -0.8427007929497149],
      [2, 0.9953222650189527],
      [4, 0.9999999845827421],
    ];
    const y = run(
      "Erf",
      [
        tensor(
          [known.length],
          known.map(([x]) => x!),
        ),
      ],
      {},
    );
    known.forEach(([, expected], i) => {
      expect(y.data[i]! / expected! - 1).toBeCloseTo(0, 14);
    });
  });

  it("multiplies fused: alpha, and either side transposed", () => {
    const [a, b] = [filled([2, 4, 3], 1), filled([5, 4], 2)];
    const y = run("FusedMatMul", [a, b], { transA: 1, transB: 1, alpha: 0.5 }, "com.microsoft");
    const at = run("Transpose", [a], { perm: [0, 2, 1] });
    const bt = run("Transpose", [b], { perm: [1, 0] });
    expect(y.shape).toEqual([2, 3, 5]);
    expectClose(
      y,
      run("MatMul", [at, bt], {}).data.map((v) => v / 2),
    );
  });

  it("reflects and repeats edges in several axes", () => {
    const x = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
    const pads = tensor([4], [1, 2, 0, 1]);
    expect([...run("Pad", [x, pads], { mode: "reflect" }).data]).toEqual([
      6, 5, 4, 5, 6, 5, 3, 2, 1, 2, 3, 2, 6, 5, 4, 5, 6, 5,
    ]);
    expect([...run("Pad", [x, pads], { mode: "edge" }).data]).toEqual([
      1, 1, 1, 2, 3, 3, 1, 1, 1, 2, 3, 3, 4, 4, 4, 5, 6, 6,
    ]);
  });
});

describe("graphs", () => {
  function division(type: "float32" | "int64" | "uint8"): Graph {
    const g = new GraphBuilder("division");
    const [a, b] = ["a", "b"].map((name) => g.input(name, { type, shape: [3] })) as [string, string];
    g.output(g.div(g.neg(a), b));
    return g.build();
  }
  const feeds = new Map([
    ["a", tensor([3], [7, -7, 5])],
    ["b", tensor([3], [2, 2, 5])],
  ]);

  it("holds whole numbers as their type does", () => {
    const values = (graph: Graph): number[] => [...interpret(graph, feeds).values()].flatMap(({ data }) => [...data]);
    expect(values(division("float32"))).toEqual([-3.5, 3.5, -1]);
    expect(values(division("int64"))).toEqual([-3, 3, -1]);
    expect(values(division("uint8"))).toEqual([124, 3, 50]);
  });

  it("gives any value on demand, and takes operators from outside", () => {
    const g = new GraphBuilder("chain");
    const x = g.input("x", { type: "int64", shape: [2] });
    const doubled = g.add(x, x, "doubled");
    g.output(g.mul(doubled, g.constant(intTensor([2, 3]))));
    const given = new Map([["x", tensor([2], [1, 2])]]);
    expect(interpret(g.build(), given, { values: ["doubled"] }).get("doubled")!.data).toEqual(Float64Array.of(2, 4));
    const operators = { "": { Mul: () => [tensor([2], [9, 9])] } };
    expect([...interpret(g.build(), given, { operators }).values()]).toEqual([tensor([2], [9, 9])]);
  });

  it("says which value or operator is missing", () => {
    expect(() => interpret(division("float32"), new Map())).toThrow("value a was not fed");
    expect(() => run("Strange", [], {})).toThrow("no operator .Strange");
  });
});

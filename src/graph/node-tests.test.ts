/** The interpreter of the tests and shape inference against the ONNX project's own tests of single operators. */
import { describe, expect, it } from "vitest";
import { type FloatTensor, interpret, toFloat } from "../../tests/support/interpreter/index.ts";
import { loadNodeCases, type NodeCase } from "../../tests/support/node-cases.ts";
import { definitionOf, inferTypes } from "./operators.ts";
import type { Graph, ValueType } from "./types.ts";

const { cases, leftOut, outside } = loadNodeCases();

const operators = [...new Set(cases.map(({ node }) => node.operator))].sort();
const casesOf = (operator: string): [string, NodeCase][] =>
  cases.filter(({ node }) => node.operator === operator).map((c) => [c.node.name, c]);

const graphOf = ({ node, tensors }: NodeCase): Graph => ({
  name: node.name,
  inputs: node.inputs.filter((name) => name !== ""),
  parameters: [],
  constants: new Map(),
  nodes: [node],
  outputs: node.outputs.filter((name) => name !== ""),
  values: tensors,
});

/** The expected values are NumPy's in float32 and carry its rounding. */
const TOLERANCE = 1e-5;

/** Expected values that somebody wrote down with four digits: ONNX's own tolerance. */
const roughCases = new Map([["averagepool_2d_ceil_last_window_starts_on_pad", 1e-3]]);

/** The largest difference over the largest finite magnitude, and Infinity where shapes or non-finite values differ. */
function difference(actual: FloatTensor, expected: FloatTensor): number {
  if (actual.shape.join() !== expected.shape.join()) return Infinity;
  let [largest, worst] = [1e-30, 0];
  for (const [i, value] of expected.data.entries()) {
    const other = actual.data[i]!;
    if (Object.is(value, other) || value === other) {
      if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
      continue;
    }
    if (!Number.isFinite(value - other)) return Infinity;
    largest = Math.max(largest, Math.abs(value));
    worst = Math.max(worst, Math.abs(value - other));
  }
  return worst / largest;
}

describe("comparing", () => {
  const tensor = (...values: number[]): FloatTensor => ({ shape: [values.length], data: Float64Array.from(values) });
  it("sees what differs", () => {
    expect(difference(tensor(1, 2), tensor(1, 2))).toBe(0);
    expect(difference(tensor(1, 2.0001), tensor(1, 2))).toBeGreaterThan(TOLERANCE);
    expect(difference(tensor(1, Number.NaN), tensor(1, 2))).toBe(Infinity);
    expect(difference(tensor(Infinity), tensor(-Infinity))).toBe(Infinity);
    expect(difference(tensor(Infinity, Number.NaN), tensor(Infinity, Number.NaN))).toBe(0);
    expect(difference(tensor(1), tensor(1, 2))).toBe(Infinity);
  });
});

describe("the golden", () => {
  it("has cases for the operators of the table, and says of the others why not", () => {
    expect(cases.length).toBeGreaterThan(430);
    expect(Object.keys(outside).filter((operator) => definitionOf("", operator))).toEqual([]);
    expect(operators.filter((operator) => !definitionOf("", operator))).toEqual([]);
    expect(Object.values(leftOut).filter((reason) => reason === "")).toEqual([]);
  });
});

describe.each(operators)("%s", (operator) => {
  it.each(casesOf(operator))("%s: values", (_, c) => {
    const graph = graphOf(c);
    const feeds = new Map(graph.inputs.map((name) => [name, toFloat(c.tensors.get(name)!)]));
    for (const [name, value] of interpret(graph, feeds)) {
      expect(difference(value, toFloat(c.tensors.get(name)!)), name).toBeLessThanOrEqual(
        roughCases.get(c.node.name) ?? TOLERANCE,
      );
    }
  });

  it.each(casesOf(operator))("%s: types and shapes", (_, { node, tensors }) => {
    const typeOf = (name: string): ValueType => {
      const { type, shape } = tensors.get(name)!;
      return { type, shape };
    };
    const types = inferTypes(node, typeOf, (name) => tensors.get(name));
    node.outputs.forEach((name, i) => {
      if (name !== "") expect(types[i]).toEqual(typeOf(name));
    });
  });
});

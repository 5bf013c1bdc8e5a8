/** Operators that reduce along axes. Axes come as the second input (as an attribute for ArgMax). */
import type { Dimension, Shape } from "../types.ts";
import {
  axisOf,
  constantInts,
  type Inference,
  type InferenceContext,
  input,
  int,
  ints,
  type OperatorDefinition,
  type OperatorTable,
} from "./definition.ts";

function reducedShape(shape: Shape, axes: ReadonlySet<number>, keep: boolean): Dimension[] {
  return shape.flatMap((d, i) => (axes.has(i) ? (keep ? [1] : []) : [d]));
}

function axesOf(c: InferenceContext, rank: number): Set<number> {
  const given = constantInts(c, 1) ?? ints(c, "axes") ?? [];
  if (given.length === 0)
    return new Set(int(c, "noop_with_empty_axes", 0) ? [] : Array.from({ length: rank }, (_, i) => i));
  return new Set(given.map((axis) => axisOf(c, axis, rank)));
}

const reduce: Inference = (c) => {
  const { type, shape } = input(c, 0);
  return [{ type, shape: reducedShape(shape, axesOf(c, shape.length), int(c, "keepdims", 1) === 1) }];
};

const reduction: OperatorDefinition = {
  attributes: { keepdims: "int", noop_with_empty_axes: "int" },
  inputs: [1, 2],
  infer: reduce,
};

export const reductionOperators = {
  ReduceL2: reduction,
  ReduceMax: reduction,
  ReduceMean: reduction,
  ReduceMin: reduction,
  ReduceProd: reduction,
  ReduceSum: reduction,
  ReduceSumSquare: reduction,
  ArgMax: {
    attributes: { axis: "int", keepdims: "int", select_last_index: "int" },
    inputs: [1, 1],
    infer: (c) => {
      const { shape } = input(c, 0);
      const axis = axisOf(c, int(c, "axis", 0), shape.length);
      return [{ type: "int64" as const, shape: reducedShape(shape, new Set([axis]), int(c, "keepdims", 1) === 1) }];
    },
  },
} satisfies OperatorTable;

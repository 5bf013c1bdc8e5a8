/** Operators that make one number of all elements along some axes. */
import type { Call, Operator, Operators } from "./operator.ts";
import { type FloatTensor, fromFront, rowsAlong } from "./tensor.ts";

type Row = Float64Array;

/** Axes come as the second input, in older models as an attribute; none means all, unless the node says none. */
function axesOf(call: Call, rank: number): number[] {
  const given = call.list(1) ?? call.numbers("axes") ?? [];
  if (given.length > 0) return given.map((axis) => fromFront(axis, rank)).sort((a, b) => a - b);
  return call.number("noop_with_empty_axes", 0) === 1 ? [] : Array.from({ length: rank }, (_, i) => i);
}

function reduced(call: Call, axes: readonly number[], f: (row: Row) => number): FloatTensor {
  const x = call.input(0);
  const keep = call.number("keepdims", 1) === 1;
  return {
    shape: x.shape.flatMap((d, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [d])),
    data: Float64Array.from(rowsAlong(x, axes), f),
  };
}

const reduce =
  (f: (row: Row) => number): Operator =>
  (call) => [reduced(call, axesOf(call, call.input(0).shape.length), f)];

const fold =
  (start: number, f: (total: number, value: number) => number) =>
  (row: Row): number => {
    let total = start;
    for (const value of row) total = f(total, value);
    return total;
  };

const sum = fold(0, (total, x) => total + x);
const sumOfSquares = fold(0, (total, x) => total + x * x);

/** The first place of the largest element, or the last one. */
const argMax: Operator = (call) => {
  const axis = fromFront(call.number("axis", 0), call.input(0).shape.length);
  const last = call.number("select_last_index", 0) === 1;
  return [
    reduced(call, [axis], (row) => {
      const largest = Math.max(...row);
      return last ? row.lastIndexOf(largest) : row.indexOf(largest);
    }),
  ];
};

export const reduction: Operators = {
  ReduceSum: reduce(sum),
  ReduceMean: reduce((row) => sum(row) / row.length),
  ReduceMax: reduce(fold(-Infinity, Math.max)),
  ReduceMin: reduce(fold(Infinity, Math.min)),
  ReduceProd: reduce(fold(1, (total, x) => total * x)),
  ReduceSumSquare: reduce(sumOfSquares),
  ReduceL2: reduce((row) => Math.sqrt(sumOfSquares(row))),
  ArgMax: argMax,
};

/** Tensors of the interpreter: every element is a float64 in C order, whatever type the graph gives it. */
import type { Tensor } from "../../../src/graph/types.ts";

export interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

export const zeros = (shape: readonly number[]): FloatTensor => ({ shape, data: new Float64Array(sizeOf(shape)) });

export const full = (shape: readonly number[], value: number): FloatTensor => ({
  shape,
  data: new Float64Array(sizeOf(shape)).fill(value),
});

export const vector = (values: readonly number[]): FloatTensor => ({
  shape: [values.length],
  data: Float64Array.from(values),
});

export const scalar = (value: number): FloatTensor => ({ shape: [], data: Float64Array.of(value) });

/** The same values in another shape. */
export const reshaped = (x: FloatTensor, shape: readonly number[]): FloatTensor => ({ shape, data: x.data });

/** A tensor of a graph; float32 values are exact in float64, integers up to 2^53. */
export const toFloat = ({ shape, data }: Tensor): FloatTensor => ({
  shape,
  data: Float64Array.from(data as Iterable<number | bigint>, Number),
});

/** How far apart neighbours along each axis lie: [C H W, H W, W, 1]. */
export const stridesOf = (shape: readonly number[]): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** An axis counted from the front. */
export const fromFront = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/**
 * The elements at every combination of positions: out[i, j, ...] = x[positions[0][i], positions[1][j], ...], and `fill` where a position is -1.
 * Slicing, padding, repeating, broadcasting and gathering are all of this.
 */
export function pick(x: FloatTensor, positions: readonly ArrayLike<number>[], fill = 0): FloatTensor {
  const strides = stridesOf(x.shape);
  const offsets = positions.map((list, axis) => Array.from(list, (p) => (p < 0 ? -1 : p * strides[axis]!)));
  const out = zeros(positions.map((list) => list.length));
  let next = 0;
  const walk = (axis: number, base: number): void => {
    if (axis === offsets.length) {
      out.data[next++] = base < 0 ? fill : x.data[base]!;
      return;
    }
    for (const offset of offsets[axis]!) walk(axis + 1, base < 0 || offset < 0 ? -1 : base + offset);
  };
  walk(0, 0);
  return out;
}

/** NumPy's broadcasting of several shapes. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((s) => s.length));
  return Array.from({ length: rank }, (_, i) => {
    const sizes = shapes.map((s) => s[i - rank + s.length] ?? 1).filter((d) => d !== 1);
    if (sizes.some((d) => d !== sizes[0])) throw new Error(`shapes do not broadcast: ${shapes.join(" and ")}`);
    return sizes[0] ?? 1;
  });
}

export function broadcastTo(x: FloatTensor, shape: readonly number[]): FloatTensor {
  const own = [...Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  if (own.every((d, axis) => d === shape[axis])) return reshaped(x, shape);
  const positions = shape.map((d, axis) => Array.from({ length: d }, (_, i) => (own[axis] === 1 ? 0 : i)));
  return pick(reshaped(x, own), positions);
}

/** out[i0, i1, ...] where axis k of out is axis perm[k] of x. */
export function transpose(x: FloatTensor, perm: readonly number[]): FloatTensor {
  const strides = stridesOf(x.shape);
  const shape = perm.map((p) => x.shape[p]!);
  const out = zeros(shape);
  let next = 0;
  const walk = (axis: number, base: number): void => {
    if (axis === shape.length) {
      out.data[next++] = x.data[base]!;
      return;
    }
    const stride = strides[perm[axis]!]!;
    for (let i = 0; i < shape[axis]!; i++) walk(axis + 1, base + i * stride);
  };
  walk(0, 0);
  return out;
}

/** The permutation that moves `axes` to the end. */
export const axesLast = (rank: number, axes: readonly number[]): number[] => [
  ...Array.from({ length: rank }, (_, i) => i).filter((i) => !axes.includes(i)),
  ...axes,
];

/** x as rows that each hold all elements along `axes` (ascending): what reductions and normalisations work on. */
export function rowsAlong(x: FloatTensor, axes: readonly number[]): Float64Array[] {
  const length = sizeOf(axes.map((axis) => x.shape[axis]!));
  const others = x.shape.filter((_, i) => !axes.includes(i));
  const { data } = transpose(x, axesLast(x.shape.length, axes));
  return Array.from({ length: sizeOf(others) }, (_, row) => data.subarray(row * length, (row + 1) * length));
}

/** The inverse of rowsAlong: rows put back into a tensor of a shape. */
export function fromRows(
  rows: readonly Float64Array[],
  shape: readonly number[],
  axes: readonly number[],
): FloatTensor {
  const order = axesLast(shape.length, axes);
  const joined = zeros(order.map((axis) => shape[axis]!));
  let at = 0;
  for (const row of rows) {
    joined.data.set(row, at);
    at += row.length;
  }
  return transpose(
    joined,
    order.map((_, axis) => order.indexOf(axis)),
  );
}

/**
 * Small constants of a graph: made from numbers, and told apart by their content. A float32 constant keeps the numbers that it was made
 * from in float64, and is rounded when it is written: so an interpreter in float64 sees them exactly.
 */
import type { Tensor } from "./types.ts";

/** Number of elements. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

export function floatTensor(values: Iterable<number>, shape?: readonly number[]): Tensor {
  const data = Float64Array.from(values);
  return { type: "float32", shape: shape ?? [data.length], data };
}

export function intTensor(values: readonly number[], shape: readonly number[] = [values.length]): Tensor {
  return { type: "int64", shape, data: BigInt64Array.from(values, BigInt) };
}

/** A scalar float32. */
export const scalarTensor = (value: number): Tensor => floatTensor([value], []);

/** The tensor's values as numbers. */
export const numbersOf = (tensor: Tensor): number[] => Array.from(tensor.data as Iterable<number | bigint>, Number);

/** The values of a float32 tensor, as they are kept; faster than numbersOf for millions of weights. */
export const realsOf = ({ data }: Tensor): Float32Array | Float64Array => data as Float32Array | Float64Array; // of float32, it is one of these

/** Equal for tensors of the same type, shape and values. */
export const tensorKey = (tensor: Tensor): string =>
  `${tensor.type}[${tensor.shape.join()}]${Array.from(tensor.data as Iterable<unknown>, (v) => (Object.is(v, -0) ? "-0" : String(v))).join()}`;

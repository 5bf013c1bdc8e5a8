/**
 * Kernels between Keras' layout and ONNX'. Convolutions: H W I O and O I H W; depthwise ones, with one filter for each channel:
 * H W C 1 and C 1 H W. Everything else is the same in both.
 */
import type { Variable } from "./network.ts";

type Shaped = Pick<Variable, "role" | "shape">;
type Values = Float32Array | Float64Array;
type Permutation = readonly number[];

const CONVOLUTION: Permutation = [3, 2, 0, 1];
const DEPTHWISE: Permutation = [2, 3, 0, 1];

/** The variable's shape in ONNX' layout. */
export function onnxShape(variable: Shaped): number[] {
  const axes = permutationOf(variable);
  return axes === undefined ? [...variable.shape] : axes.map((axis) => variable.shape[axis]!);
}

/** Values of a variable, given in Keras' layout. */
export function toOnnxLayout<V extends Values>(variable: Shaped, values: V): V {
  const axes = permutationOf(variable);
  return axes === undefined ? values : permuted(values, variable.shape, axes);
}

/** Values of a variable, given in ONNX' layout. */
export function toKerasLayout<V extends Values>(variable: Shaped, values: V): V {
  const axes = permutationOf(variable);
  if (axes === undefined) return values;
  const inverse = axes.map((_, axis) => axes.indexOf(axis));
  return permuted(values, onnxShape(variable), inverse);
}

/** Axis k of ONNX' layout is axis permutation[k] of Keras'. */
function permutationOf({ role, shape }: Shaped): Permutation | undefined {
  if (shape.length !== 4) return undefined;
  return role === "depthwise_kernel" ? DEPTHWISE : CONVOLUTION;
}

/** A copy with its four axes in another order. */
function permuted<V extends Values>(values: V, shape: readonly number[], axes: Permutation): V {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const [n0, n1, n2, n3] = axes.map((axis) => shape[axis]!) as [number, number, number, number];
  const [s0, s1, s2, s3] = axes.map((axis) => strides[axis]!) as [number, number, number, number];
  const result = values.slice() as V;
  let to = 0;
  for (let i = 0; i < n0; i++) {
    for (let j = 0; j < n1; j++) {
      for (let k = 0; k < n2; k++) {
        const from = i * s0 + j * s1 + k * s2;
        for (let l = 0; l < n3; l++) result[to++] = values[from + l * s3]!;
      }
    }
  }
  return result;
}

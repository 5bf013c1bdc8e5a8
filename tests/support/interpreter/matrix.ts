/** Products of matrices. */
import { fusedConv } from "./convolution.ts";
import type { Call, Operators } from "./operator.ts";
import { type Matrix, product } from "./product.ts";
import {
  axesLast,
  broadcastShape,
  broadcastTo,
  type FloatTensor,
  reshaped,
  sizeOf,
  transpose,
  zeros,
} from "./tensor.ts";

/** NumPy's matmul: leading axes broadcast; a vector is a row on the left, a column on the right, and is gone afterwards. */
function matmul(a: FloatTensor, b: FloatTensor): FloatTensor {
  const left = a.shape.length === 1 ? reshaped(a, [1, ...a.shape]) : a;
  const right = b.shape.length === 1 ? reshaped(b, [...b.shape, 1]) : b;
  const [rows, inner] = left.shape.slice(-2) as [number, number];
  const columns = right.shape.at(-1)!;
  const batch = broadcastShape([left.shape.slice(0, -2), right.shape.slice(0, -2)]);
  const x = broadcastTo(left, [...batch, rows, inner]).data;
  const y = broadcastTo(right, [...batch, inner, columns]).data;
  const out = zeros([...batch, rows, columns]);
  const part = (data: Float64Array, k: number, height: number, width: number): Matrix => {
    const size = height * width;
    return { rows: height, columns: width, data: data.subarray(k * size, (k + 1) * size) };
  };
  for (let k = 0; k < sizeOf(batch); k++)
    out.data.set(product(part(x, k, rows, inner), part(y, k, inner, columns)).data, k * rows * columns);
  const shape = [...batch, ...(a.shape.length > 1 ? [rows] : []), ...(b.shape.length > 1 ? [columns] : [])];
  return reshaped(out, shape);
}

/** The last two axes exchanged, where asked; a vector has nothing to exchange. */
function turned(x: FloatTensor, wanted: boolean): FloatTensor {
  const rank = x.shape.length;
  return wanted && rank > 1 ? transpose(x, axesLast(rank, [rank - 1, rank - 2])) : x;
}

const productOfInputs = (call: Call): FloatTensor =>
  matmul(turned(call.input(0), call.number("transA", 0) === 1), turned(call.input(1), call.number("transB", 0) === 1));

/** alpha a b + beta c */
function gemm(call: Call): FloatTensor {
  const { shape, data } = productOfInputs(call);
  const alpha = call.number("alpha", 1);
  const beta = call.number("beta", 1);
  const c = call.inputs[2] && broadcastTo(call.inputs[2], shape).data;
  return { shape, data: data.map((value, i) => alpha * value + (c ? beta * c[i]! : 0)) };
}

export const matrix: Operators = {
  MatMul: (call) => [matmul(call.input(0), call.input(1))],
  Gemm: (call) => [gemm(call)],
};

export const microsoft: Operators = {
  FusedMatMul: (call) => {
    const { shape, data } = productOfInputs(call);
    const alpha = call.number("alpha", 1);
    return [{ shape, data: data.map((value) => alpha * value) }];
  },
  FusedConv: (call) => [fusedConv(call)],
};

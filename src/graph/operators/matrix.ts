/** Products of matrices. */
import type { Dimension } from "../types.ts";
import { broadcast, type Inference, input, int, type OperatorTable, shapeError } from "./definition.ts";

const matmul: Inference = (c) => {
  const a = input(c, 0);
  const b = input(c, 1);
  const left = a.shape.length === 1 ? [1, ...a.shape] : [...a.shape];
  const right = b.shape.length === 1 ? [...b.shape, 1] : [...b.shape];
  if (int(c, "transA", 0)) left.push(...left.splice(-2).reverse());
  if (int(c, "transB", 0)) right.push(...right.splice(-2).reverse());
  if (left.at(-1) !== right.at(-2)) throw shapeError(c.node, "inner sizes differ", `${left.at(-1)}`, `${right.at(-2)}`);
  const shape: Dimension[] = broadcast(c.node, left.slice(0, -2), right.slice(0, -2));
  if (a.shape.length > 1) shape.push(left.at(-2)!);
  if (b.shape.length > 1) shape.push(right.at(-1)!);
  return [{ type: a.type, shape }];
};

const gemm: Inference = (c) => {
  const a = input(c, 0);
  const b = input(c, 1);
  const [rows, inner] = int(c, "transA", 0) ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!];
  const [innerB, columns] = int(c, "transB", 0) ? [b.shape[1]!, b.shape[0]!] : [b.shape[0]!, b.shape[1]!];
  if (inner !== innerB) throw shapeError(c.node, "inner sizes differ", `${inner}`, `${innerB}`);
  return [{ type: a.type, shape: [rows, columns] }];
};

export const matrixOperators = {
  MatMul: { attributes: {}, inputs: [2, 2], infer: matmul },
  Gemm: { attributes: { alpha: "float", beta: "float", transA: "int", transB: "int" }, inputs: [2, 3], infer: gemm },
} satisfies OperatorTable;

/** Domain "com.microsoft". */
export const microsoftOperators = {
  FusedMatMul: {
    attributes: { alpha: "float", transA: "int", transB: "int", transBatchA: "int", transBatchB: "int" },
    inputs: [2, 2],
    infer: matmul,
  },
} satisfies OperatorTable;

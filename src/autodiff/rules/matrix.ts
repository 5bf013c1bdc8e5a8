/** Rules of products and reductions. */
import { type GraphBuilder, type Node, numbersOf } from "../../graph/index.ts";
import { type Rule, single, unbroadcast } from "../rule.ts";

/** The last two axes exchanged. */
function transposeMatrix(g: GraphBuilder, x: string): string {
  const rank = g.shape(x).length;
  const perm = Array.from({ length: rank }, (_, i) => i);
  return g.transpose(x, [...perm.slice(0, -2), rank - 1, rank - 2]);
}

/** dy of a reduction, divided and spread again over the axes that were reduced; divisor: from the number of values that became one. */
function spreadBack(g: GraphBuilder, node: Node, dy: string, divisor: (count: number) => number): string {
  const shape = g.sizes(node.inputs[0]!);
  const given = node.inputs[1] ? numbersOf(g.constantValue(node.inputs[1])!) : [];
  const axes = new Set(given.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  const reduced = (axis: number): boolean => axes.size === 0 || axes.has(axis);
  const by = divisor(shape.reduce((count, size, axis) => (reduced(axis) ? count * size : count), 1));
  const scaled = by === 1 ? dy : g.div(dy, g.scalar(by));
  return g.expand(
    g.reshape(
      scaled,
      shape.map((size, axis) => (reduced(axis) ? 1 : size)),
    ),
    shape,
  );
}

/** Y = alpha A' B' + beta C, where A' and B' may be transposed:  dA' = alpha dY B'^T, dB' = alpha A'^T dY, dC = beta dY */
const gemm: Rule = single(({ node, inputs: [a, b, c] }, dy, g) => {
  const { alpha = 1, beta = 1, transA = 0, transB = 0 } = node.attributes as Record<string, number | undefined>;
  const da = transA
    ? g.op("Gemm", [b!, dy], { alpha, transA: transB, transB: 1 })
    : g.op("Gemm", [dy, b!], { alpha, transA: 0, transB: transB ? 0 : 1 });
  const db = transB
    ? g.op("Gemm", [dy, a!], { alpha, transA: 1, transB: transA })
    : g.op("Gemm", [a!, dy], { alpha, transA: transA ? 0 : 1, transB: 0 });
  if (!c) return [da, db];
  const dc = unbroadcast(g, dy, c);
  return [da, db, beta === 1 ? dc : g.mul(dc, g.scalar(beta))];
});

export const matrixRules = {
  Gemm: gemm,
  /** Y = A B:  dA = dY B^T, dB = A^T dY */
  MatMul: single(({ inputs: [a, b] }, dy, g) => [
    unbroadcast(g, g.matmul(dy, transposeMatrix(g, b!)), a!),
    unbroadcast(g, g.matmul(transposeMatrix(g, a!), dy), b!),
  ]),
  /** y = mean over axes:  dx = dy / count, to each */
  ReduceMean: single(({ node }, dy, g) => [spreadBack(g, node, dy, (count) => count)]),
  /** y = sum over axes:  dx = dy, to each */
  ReduceSum: single(({ node }, dy, g) => [spreadBack(g, node, dy, () => 1)]),
} satisfies Record<string, Rule>;

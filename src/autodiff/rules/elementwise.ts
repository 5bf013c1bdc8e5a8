/** Rules of operators that work element by element; dx stands for d loss / d x. */
import type { GraphBuilder } from "../../graph/index.ts";
import { type Rule, single, unbroadcast } from "../rule.ts";

/** Larger than any activation's reciprocal: y * BIG, clipped to 0..1, is 1 where y > 0. */
const BIG = 1e30;

/** 1 where y > 0, else 0; several times cheaper than Where. */
const positive = (g: GraphBuilder, y: string): string => g.op("HardSigmoid", [y], { alpha: BIG, beta: 0 });

const subtractFromOne = (g: GraphBuilder, x: string): string => g.sub(g.scalar(1), x);

export const elementwiseRules = {
  /** y = a + b:  da = dy, db = dy */
  Add: single(({ inputs: [a, b] }, dy, g) => [unbroadcast(g, dy, a!), unbroadcast(g, dy, b!)]),
  /** y = a - b:  da = dy, db = -dy */
  Sub: single(({ inputs: [a, b] }, dy, g) => [unbroadcast(g, dy, a!), g.neg(unbroadcast(g, dy, b!))]),
  /** y = a b:  da = dy b, db = dy a */
  Mul: single(({ inputs: [a, b] }, dy, g) => [unbroadcast(g, g.mul(dy, b!), a!), unbroadcast(g, g.mul(dy, a!), b!)]),
  /** y = a / b:  da = dy / b, db = -dy y / b */
  Div: single(({ y, inputs: [a, b] }, dy, g) => {
    const da = g.div(dy, b!);
    return [unbroadcast(g, da, a!), unbroadcast(g, g.neg(g.mul(da, y)), b!)];
  }),
  /** y = a + b + ...:  each gets dy */
  Sum: single(({ inputs }, dy, g) => inputs.map((x) => unbroadcast(g, dy, x))),
  /** y = -x:  dx = -dy */
  Neg: single((_, dy, g) => [g.neg(dy)]),
  /** y = x */
  Identity: single((_, dy) => [dy]),
  /** y = x in another precision */
  Cast: single(({ x }, dy, g) => [g.cast(dy, g.elementType(x))]),
  /** y = sqrt(x):  dx = dy / (2 y) */
  Sqrt: single(({ y }, dy, g) => [g.div(dy, g.add(y, y))]),
  /** y = 1 / x:  dx = -dy y^2 */
  Reciprocal: single(({ y }, dy, g) => [g.neg(g.mul(dy, g.mul(y, y)))]),
  /** y = e^x:  dx = dy y */
  Exp: single(({ y }, dy, g) => [g.mul(dy, y)]),
  /** y = ln x:  dx = dy / x */
  Log: single(({ x }, dy, g) => [g.div(dy, x)]),
  /** y = max(x, 0):  dx = dy where y > 0 */
  Relu: single(({ y }, dy, g) => [g.mul(dy, positive(g, y))]),
  /** y = 1 / (1 + e^-x):  dx = dy y (1 - y) */
  Sigmoid: single(({ y }, dy, g) => [g.mul(dy, g.mul(y, subtractFromOne(g, y)))]),
  /** y = tanh x:  dx = dy (1 - y^2) */
  Tanh: single(({ y }, dy, g) => [g.mul(dy, subtractFromOne(g, g.mul(y, y)))]),
  /** y = ln(1 + e^x):  dx = dy / (1 + e^-x) */
  Softplus: single(({ x }, dy, g) => [g.mul(dy, g.sigmoid(x))]),
  /** y = x within the limits:  dx = dy where x lies strictly between them */
  Clip: single(({ x, inputs: [, low, high] }, dy, g) => {
    const above = low ? [positive(g, g.sub(x, low))] : [];
    const below = high ? [positive(g, g.sub(high, x))] : [];
    return [[...above, ...below].reduce((dx, mask) => g.mul(dx, mask), dy)];
  }),
  /** y = e^x / sum e^x:  dx = y (dy - sum(dy y)) */
  Softmax: single(({ node, y }, dy, g) => {
    const axis = (node.attributes.axis as number | undefined) ?? -1;
    return [g.mul(y, g.sub(dy, g.reduceSum(g.mul(dy, y), [axis], 1)))];
  }),
  /** y = x - ln sum e^x:  dx = dy - e^y sum(dy) */
  LogSoftmax: single(({ node, y }, dy, g) => {
    const axis = (node.attributes.axis as number | undefined) ?? -1;
    return [g.sub(dy, g.mul(g.exp(y), g.reduceSum(dy, [axis], 1)))];
  }),
} satisfies Record<string, Rule>;

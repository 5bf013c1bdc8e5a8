/** Operators that work on each element alone, or on elements side by side. */
import type { AttributeKind, ElementType, Shape } from "../types.ts";
import {
  broadcast,
  type Inference,
  type InferenceContext,
  input,
  int,
  type OperatorDefinition,
  type OperatorTable,
  shapeError,
} from "./definition.ts";

/** ONNX's numbers for element types, as Cast writes them. */
export const elementTypeNumber: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
};

function elementTypeOf(context: InferenceContext, number: number): ElementType {
  const found = Object.entries(elementTypeNumber).find(([, n]) => n === number);
  if (found === undefined) throw shapeError(context.node, "unknown element type", "one of Cast's", `${number}`);
  return found[0] as ElementType;
}

const like: Inference = (c) => [input(c, 0)];

const broadcastAll = (c: InferenceContext): Shape =>
  c.inputs.reduce<Shape>((shape, value) => (value === undefined ? shape : broadcast(c.node, shape, value.shape)), []);

function sameTypes(c: InferenceContext): void {
  const first = input(c, 0).type;
  for (const value of c.inputs) {
    if (value !== undefined && value.type !== first)
      throw shapeError(c.node, "inputs differ in type", first, value.type);
  }
}

const unary = (attributes: Record<string, AttributeKind> = {}): OperatorDefinition => ({
  attributes,
  inputs: [1, 1],
  infer: like,
});

const arithmetic: OperatorDefinition = {
  attributes: {},
  inputs: [2, 2],
  infer: (c) => {
    sameTypes(c);
    return [{ type: input(c, 0).type, shape: broadcastAll(c) }];
  },
};
const power: OperatorDefinition = { ...arithmetic, infer: (c) => [{ type: input(c, 0).type, shape: broadcastAll(c) }] };
const variadic: OperatorDefinition = { ...arithmetic, inputs: [1, 2 ** 31] };
const comparison: OperatorDefinition = { ...arithmetic, infer: (c) => [{ type: "bool", shape: broadcastAll(c) }] };

export const elementwiseOperators = {
  Abs: unary(),
  Erf: unary(),
  Exp: unary(),
  Floor: unary(),
  Gelu: unary({ approximate: "string" }),
  HardSigmoid: unary({ alpha: "float", beta: "float" }),
  Identity: unary(),
  LeakyRelu: unary({ alpha: "float" }),
  Log: unary(),
  LogSoftmax: unary({ axis: "int" }),
  Neg: unary(),
  Not: unary(),
  Reciprocal: unary(),
  Relu: unary(),
  Round: unary(),
  Sigmoid: unary(),
  Sign: unary(),
  Softmax: unary({ axis: "int" }),
  Softplus: unary(),
  Sqrt: unary(),
  Tanh: unary(),
  Add: arithmetic,
  Sub: arithmetic,
  Mul: arithmetic,
  Div: arithmetic,
  Pow: power,
  Max: variadic,
  Mean: variadic,
  Min: variadic,
  Sum: variadic,
  And: comparison,
  Or: comparison,
  Equal: comparison,
  Greater: comparison,
  GreaterOrEqual: comparison,
  Less: comparison,
  LessOrEqual: comparison,
  Clip: { attributes: {}, inputs: [1, 3], infer: like },
  Cast: {
    attributes: { to: "int", saturate: "int" },
    inputs: [1, 1],
    infer: (c) => [{ type: elementTypeOf(c, int(c, "to", 1)), shape: input(c, 0).shape }],
  },
  Where: {
    attributes: {},
    inputs: [3, 3],
    infer: (c) => [{ type: input(c, 1).type, shape: broadcastAll(c) }],
  },
  Dropout: {
    attributes: { seed: "int" },
    inputs: [1, 3],
    infer: (c) => [input(c, 0), { type: "bool" as const, shape: input(c, 0).shape }],
  },
} satisfies OperatorTable;

/** The table of operators that graphs are built, checked and differentiated with, by domain. */
import { RoentgenError } from "../util/error.ts";
import { blockedOperators } from "./operators/blocked.ts";
import type { OperatorDefinition, OperatorTable } from "./operators/definition.ts";
import { elementwiseOperators } from "./operators/elementwise.ts";
import { layoutOperators } from "./operators/layout.ts";
import { matrixOperators, microsoftOperators } from "./operators/matrix.ts";
import { normalizationGradientOperators, normalizationOperators } from "./operators/normalization.ts";
import { quantizationOperators } from "./operators/quantization.ts";
import { reductionOperators } from "./operators/reduction.ts";
import { windowGradientOperators, windowOperators } from "./operators/window.ts";
import { type AttributeKind, BLOCKED_DOMAIN, type Domain, type Node, type Tensor, type ValueType } from "./types.ts";

const standardOperators = {
  ...elementwiseOperators,
  ...layoutOperators,
  ...matrixOperators,
  ...normalizationOperators,
  ...quantizationOperators,
  ...reductionOperators,
  ...windowOperators,
};

const gradientOperators = { ...normalizationGradientOperators, ...windowGradientOperators };

export type GradientOperator = keyof typeof gradientOperators;

/** What our own networks and losses are made of: the operators that must have a rule of differentiation. */
export type NetworkOperator =
  | "Add"
  | "AveragePool"
  | "BatchNormalization"
  | "Cast"
  | "Concat"
  | "Conv"
  | "Gemm"
  | "GlobalAveragePool"
  | "LogSoftmax"
  | "MatMul"
  | "MaxPool"
  | "Mul"
  | "Neg"
  | "Pad"
  | "ReduceSum"
  | "Relu"
  | "Reshape"
  | "Slice"
  | "Softplus"
  | "Sub";

const domains: Readonly<Record<string, OperatorTable>> = {
  "": standardOperators,
  /** FusedConv is the blocked convolution in the plain layout. */
  "com.microsoft": { ...microsoftOperators, FusedConv: blockedOperators.Conv },
  [BLOCKED_DOMAIN]: blockedOperators,
  roentgen: gradientOperators,
};

export function definitionOf(domain: Domain, operator: string): OperatorDefinition | undefined {
  const table = domains[domain];
  return table !== undefined && Object.hasOwn(table, operator) ? table[operator] : undefined;
}

/** The kind of an attribute of an operator in the table. */
export function attributeKind(domain: Domain, operator: string, name: string): AttributeKind | undefined {
  return definitionOf(domain, operator)?.attributes[name];
}

/** Types and shapes of a node's outputs. Throws E_OPERATOR for an operator outside the table, E_SHAPE where the inputs do not fit. */
export function inferTypes(
  node: Node,
  typeOf: (name: string) => ValueType | undefined,
  constantOf: (name: string) => Tensor | undefined,
): readonly ValueType[] {
  const definition = definitionOf(node.domain, node.operator);
  if (definition === undefined) {
    throw new RoentgenError("E_OPERATOR", `unknown operator ${node.domain}${node.domain && "."}${node.operator}`, {
      where: `node ${node.name}`,
      expected: "an operator of the table in graph/operators.ts",
      received: node.operator,
      fix: "add it there, with its shape inference",
    });
  }
  const present = (i: number): string | undefined => node.inputs[i] || undefined;
  return definition.infer({
    node: node.name,
    inputs: node.inputs.map((name) => (name === "" ? undefined : typeOf(name))),
    attributes: node.attributes,
    outputs: node.outputs.length,
    constant: (i) => {
      const name = present(i);
      return name === undefined ? undefined : constantOf(name);
    },
  });
}

/** The generic target: standard operators only, for any runtime. */
import type { GradientOperator, GraphBuilder, Node } from "../graph/index.ts";
import { convInputGradient, convKernelGradient } from "./generic/convolution.ts";
import { batchNormalization, batchNormalizationGradient } from "./generic/normalization.ts";
import { averagePoolGradient, maxPoolGradient } from "./generic/pooling.ts";

/** Complete over our own nodes, which the compiler checks. */
const ownNodes: Readonly<Record<GradientOperator, (node: Node, g: GraphBuilder) => readonly string[]>> = {
  AveragePoolGradient: (node, g) => [averagePoolGradient(node, g)],
  BatchNormalizationGradient: batchNormalizationGradient,
  ConvInputGradient: (node, g) => [convInputGradient(node, g)],
  ConvKernelGradient: (node, g) => [convKernelGradient(node, g)],
  MaxPoolGradient: (node, g) => [maxPoolGradient(node, g)],
};

/** The values that stand for a node's outputs, or undefined where the node is standard already. */
export function toGeneric(node: Node, g: GraphBuilder): readonly string[] | undefined {
  if (node.domain === "roentgen") return ownNodes[node.operator as GradientOperator](node, g);
  return node.operator === "BatchNormalization" ? batchNormalization(node, g) : undefined;
}

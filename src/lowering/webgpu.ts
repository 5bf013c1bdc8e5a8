/**
 * The webgpu target: generic, but for operators that ONNX Runtime's WebGPU provider (1.30) leaves to the processor, at the price of copies
 * over the bus and back: LogSoftmax, Softplus, and the indices of MaxPool; and for a stem's kernel gradient, which would leave a GPU idle.
 */
import type { GraphBuilder, Node } from "../graph/index.ts";
import { toGeneric } from "./generic.ts";
import { convKernelGradient } from "./webgpu/convolution.ts";
import { logSoftmax, softplus } from "./webgpu/logarithms.ts";
import { maxPoolGradient } from "./webgpu/pooling.ts";

const rules: Readonly<Record<string, (node: Node, g: GraphBuilder) => string>> = {
  ConvKernelGradient: convKernelGradient,
  LogSoftmax: logSoftmax,
  Softplus: softplus,
  MaxPoolGradient: maxPoolGradient,
};

/** The values that stand for a node's outputs, or undefined where the node stays. */
export function toWebGpu(node: Node, g: GraphBuilder): readonly string[] | undefined {
  const rule = rules[node.operator];
  return rule === undefined ? toGeneric(node, g) : [rule(node, g)];
}

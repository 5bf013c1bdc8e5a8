/**
 * Additions and ReLUs that convolutions do on their way out: Relu(x * k + b + sum) becomes one FusedConv, the gradient of an input plus
 * another one a ConvInputGradient of three inputs.
 */
import { type Graph, type Node, rewrite } from "../../graph/index.ts";
import { soleReaders } from "../readers.ts";

export function fuse(graph: Graph): Graph {
  const absorbed = absorbedValues(graph);
  /** What absorbed values are made by. */
  const waiting = new Map<string, Node>();
  return rewrite(graph, (node, g) => {
    const value = node.inputs.find((name) => waiting.has(name));
    if (value === undefined && !isConvolution(node)) return undefined;
    const fused = value === undefined ? node : absorb(waiting.get(value)!, node, value);
    if (absorbed.has(node.outputs[0]!)) {
      waiting.set(node.outputs[0]!, fused);
      return node.outputs;
    }
    return value === undefined
      ? undefined
      : [g.op(fused.operator, fused.inputs, fused.attributes, { domain: fused.domain })];
  });
}

const isConvolution = ({ operator }: Node): boolean => operator === "Conv" || operator === "ConvInputGradient";

/** Values of convolutions that only an addition or a ReLU reads, and of such additions in front of a ReLU. */
function absorbedValues(graph: Graph): Set<string> {
  const readerOf = soleReaders(graph);
  const absorbed = new Set<string>();
  const taken = new Set<Node>();
  // of two that are added, the later one takes the other
  for (const node of graph.nodes.toReversed()) {
    if (!isConvolution(node)) continue;
    const [value] = node.outputs as [string];
    const reader = readerOf.get(value);
    const sum = reader !== undefined && !taken.has(reader) && isSum(reader, graph) ? reader : undefined;
    if (sum !== undefined) {
      absorbed.add(value);
      taken.add(sum);
    }
    const last = sum?.outputs[0] ?? value;
    if (node.operator === "Conv" && readerOf.get(last)?.operator === "Relu") absorbed.add(last);
  }
  return absorbed;
}

/** Whether a node adds two values of the same shape. */
function isSum({ operator, inputs: [a, b] }: Node, { values }: Graph): boolean {
  return operator === "Add" && a !== b && values.get(a!)!.shape.join() === values.get(b!)!.shape.join();
}

/** A convolution, and the addition or ReLU behind it. value: what the convolution gives. */
function absorb(convolution: Node, { operator, inputs }: Node, value: string): Node {
  const [x, kernel, bias = ""] = convolution.inputs as [string, string, string?];
  const sum = inputs.find((name) => name !== value);
  if (convolution.operator === "ConvInputGradient") return { ...convolution, inputs: [x, kernel, sum!] };
  const fused = { ...convolution, domain: "com.microsoft", operator: "FusedConv" } as const;
  if (operator === "Relu") return { ...fused, attributes: { ...convolution.attributes, activation: "Relu" } };
  return { ...fused, inputs: [x, kernel, bias, sum!] };
}

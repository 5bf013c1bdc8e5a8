/** Two nodes that compute the same are one. */
import { type Graph, type Node, rewrite, type Tensor } from "../graph/index.ts";

export function shareCommonValues(graph: Graph): Graph {
  const seen = new Map<string, readonly string[]>();
  return rewrite(graph, (node) => {
    const key = keyOf(node);
    const found = seen.get(key);
    if (found === undefined) seen.set(key, node.outputs);
    return found;
  });
}

const keyOf = ({ domain, operator, inputs, outputs, attributes }: Node): string =>
  JSON.stringify([
    domain,
    operator,
    inputs,
    outputs.length,
    Object.entries(attributes)
      .sort()
      .map(([name, value]) => [name, plain(value)]),
  ]);

const plain = (value: Node["attributes"][string]): unknown =>
  typeof value === "object" && "data" in value
    ? [(value as Tensor).type, (value as Tensor).shape, Array.from((value as Tensor).data as Iterable<unknown>, String)]
    : value;

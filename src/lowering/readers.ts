/** Who reads a value of a graph. */
import type { Graph, Node } from "../graph/index.ts";

/** Values that are no outputs and that one node reads -> that node. */
export function soleReaders({ nodes, outputs }: Graph): Map<string, Node> {
  const readers = new Map<string, Set<Node>>();
  for (const node of nodes)
    for (const name of node.inputs) readers.set(name, (readers.get(name) ?? new Set()).add(node));
  const alone = [...readers].filter(([name, { size }]) => size === 1 && !outputs.includes(name));
  return new Map(alone.map(([name, [node]]) => [name, node!]));
}

/** Who reads a value of a graph. */
import type { Graph, Node } from "../graph/index.ts";

/** Values that nodes read -> those nodes, each once. */
export function readersOf({ nodes }: Graph): Map<string, Set<Node>> {
  const readers = new Map<string, Set<Node>>();
  for (const node of nodes)
    for (const name of node.inputs) {
      const found = readers.get(name);
      if (found === undefined) readers.set(name, new Set([node]));
      else found.add(node);
    }
  return readers;
}

/** Values that are no outputs and that one node reads -> that node. */
export function soleReaders(graph: Graph): Map<string, Node> {
  const alone = [...readersOf(graph)].filter(([name, { size }]) => size === 1 && !graph.outputs.includes(name));
  return new Map(alone.map(([name, [node]]) => [name, node!]));
}

/** Replacing nodes of a graph by others that give the same values. */
import { GraphBuilder } from "./builder.ts";
import { extract } from "./transform.ts";
import type { Graph, Node } from "./types.ts";

/** The values that stand for a node's outputs, in their order, or undefined to keep the node. The node's inputs are already renamed. */
export type Replacement = (node: Node, g: GraphBuilder) => readonly string[] | undefined;

/** Goes over the nodes once, in order. The result's outputs keep their names; what is no longer needed is gone. */
export function rewrite(graph: Graph, replace: Replacement): Graph {
  const g = GraphBuilder.from({ ...graph, nodes: [] });
  const renamed = new Map<string, string>();
  for (const node of graph.nodes) {
    const here = { ...node, inputs: node.inputs.map((name) => renamed.get(name) ?? name) };
    const values = g.within(node.name, () => replace(here, g));
    if (values === undefined) g.copy(here);
    for (const [i, name] of node.outputs.entries()) {
      const value = values?.[i];
      if (name !== "" && value !== undefined && name !== value) renamed.set(name, value);
    }
  }
  const outputs = graph.outputs.map((name) => renamed.get(name) ?? name);
  return renameOutputs(extract(g.build(), { outputs }), graph.outputs);
}

/** Gives the outputs other names, through an Identity where one value has two names or is an input. */
function renameOutputs(graph: Graph, names: readonly string[]): Graph {
  const computed = new Set(graph.nodes.flatMap((node) => node.outputs));
  const rename = new Map<string, string>();
  const copies: [string, string][] = [];
  graph.outputs.forEach((value, i) => {
    const name = names[i]!;
    if (value === name || rename.get(value) === name) return;
    if (rename.has(value) || !computed.has(value) || names.includes(value)) copies.push([value, name]);
    else rename.set(value, name);
  });
  const to = (value: string): string => rename.get(value) ?? value;
  const g = GraphBuilder.from({ ...graph, nodes: [] });
  for (const node of graph.nodes) g.copy({ ...node, inputs: node.inputs.map(to), outputs: node.outputs.map(to) });
  for (const [value, name] of copies) g.op("Identity", [to(value)], {}, { name });
  for (const name of names) g.output(name);
  return g.build();
}

/** Cutting graphs: what a graph needs for some of its values, and which of its values depend on others. */
import type { Graph, Node, ValueType } from "./types.ts";

/** Names of all values that are computed from `sources` (sources included). */
export function dependents(graph: Graph, sources: Iterable<string>): Set<string> {
  const found = new Set(sources);
  for (const node of graph.nodes) {
    if (node.inputs.some((name) => found.has(name)))
      for (const output of node.outputs) if (output !== "") found.add(output);
  }
  return found;
}

/** Names of all values that `targets` are computed from (targets included), not looking behind `stops`. */
function requirements(graph: Graph, targets: Iterable<string>, stops: ReadonlySet<string> = new Set()): Set<string> {
  const needed = new Set(targets);
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name) && !stops.has(name))) continue;
    for (const name of node.inputs) if (name !== "") needed.add(name);
  }
  return needed;
}

export interface Cut {
  readonly name?: string;
  readonly outputs: readonly string[];
  /** Values that are fed instead of computed; they become inputs. */
  readonly feeds?: readonly string[];
}

/** The part of a graph that computes `outputs`, with nothing else left in it. */
export function extract(graph: Graph, { name = graph.name, outputs, feeds = [] }: Cut): Graph {
  const fed = new Set(feeds);
  const needed = requirements(graph, outputs, fed);
  const keep = (value: string): boolean => needed.has(value) && !fed.has(value);
  const nodes = graph.nodes.flatMap((node) => (node.outputs.some(keep) ? [withoutUnused(node, needed, fed)] : []));
  const parameters = graph.parameters.filter(keep);
  const inputs = [...graph.inputs.filter(keep), ...feeds.filter((value) => needed.has(value))];
  const constants = new Map([...graph.constants].filter(([value]) => keep(value)));
  const values = new Map<string, ValueType>();
  for (const value of [...inputs, ...parameters, ...constants.keys(), ...nodes.flatMap((node) => node.outputs)]) {
    const type = graph.values.get(value);
    if (type !== undefined) values.set(value, type);
  }
  const { opsets } = graph;
  return { name, inputs, parameters, constants, nodes, outputs: [...outputs], values, ...(opsets && { opsets }) };
}

/** Outputs that nobody reads are left out, from the end; the first stays. */
function withoutUnused(node: Node, needed: ReadonlySet<string>, fed: ReadonlySet<string>): Node {
  const outputs = node.outputs.map((name, i) => (i === 0 || (needed.has(name) && !fed.has(name)) ? name : ""));
  while (outputs.at(-1) === "") outputs.pop();
  return { ...node, outputs };
}

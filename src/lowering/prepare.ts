/** What depends on parameters alone is computed once per update, not once per micro-batch. */
import { dependents, extract, type Graph } from "../graph/index.ts";

export interface Prepared {
  /** Parameters -> prepared values. */
  readonly prepare: Graph;
  /** The rest: the prepared values are inputs of it. */
  readonly rest: Graph;
  readonly prepared: readonly string[];
}

export function splitPrepared(graph: Graph): Prepared {
  const perBatch = dependents(graph, graph.inputs);
  const computed = new Set(
    graph.nodes.flatMap((node) => (node.outputs.some((name) => perBatch.has(name)) ? [] : node.outputs)),
  );
  const wanted = new Set(graph.outputs.filter((name) => computed.has(name)));
  for (const node of graph.nodes) {
    if (!node.outputs.some((name) => perBatch.has(name))) continue;
    for (const name of node.inputs) if (computed.has(name)) wanted.add(name);
  }
  const prepared = [...wanted];
  return {
    prepare: extract(graph, { name: `${graph.name}/prepare`, outputs: prepared }),
    rest: extract(graph, { outputs: graph.outputs.filter((name) => !wanted.has(name)), feeds: prepared }),
    prepared,
  };
}

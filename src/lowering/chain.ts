/** Two graphs as one: what the first gives, the second takes. */
import { type Graph, GraphBuilder } from "../graph/index.ts";

/** outputs: the second's and the first's by name; default, the second's. Other names of the first get its own name in front. */
export function chain(first: Graph, second: Graph, outputs: readonly string[] = second.outputs): Graph {
  const g = new GraphBuilder(second.name);
  const given = new Set([...first.inputs, ...first.parameters, ...first.outputs]);
  for (const name of first.inputs) g.input(name, first.values.get(name)!);
  g.include(first, (name) => (given.has(name) ? name : `${first.name}/${name}`));
  for (const name of second.inputs) if (!g.has(name)) g.input(name, second.values.get(name)!);
  g.include({ ...second, parameters: second.parameters.filter((name) => !g.has(name)) }, (name) => name);
  for (const name of outputs) g.output(name);
  return g.build();
}

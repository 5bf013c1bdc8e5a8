/** Where in a graph numbers first stop being finite: looked for once something did, as it computes everything again and keeps all of it. */
import type { Graph } from "../graph/index.ts";
import type { Runtime } from "../runtime/index.ts";
import { allFinite } from "./finite.ts";
import type { Feeds } from "./parameters.ts";

/** Values that are looked at in one run. */
const AT_ONCE = 16;

/** The first value that a node gives of which something is not finite; null: there is none. feeds: inputs and parameters. */
export async function firstNotFinite(runtime: Runtime, graph: Graph, feeds: Feeds): Promise<string | null> {
  const names = graph.nodes
    .flatMap(({ outputs }) => outputs)
    .filter((name) => graph.values.get(name)?.type === "float32");
  for (let start = 0; start < names.length; start += AT_ONCE) {
    const some = names.slice(start, start + AT_ONCE);
    const session = await runtime.open({ ...graph, outputs: some });
    const found = await session.run(feeds).finally(() => session.release());
    const wrong = some.find((name) => !allFinite(found.get(name)!));
    if (wrong !== undefined) return wrong;
  }
  return null;
}

/** The layer that a value belongs to: itself, or the next value of the graph that is a layer's. layers: their names. */
export function layerOfValue({ nodes }: Graph, value: string, layers: ReadonlySet<string>): string {
  const names = nodes.flatMap(({ outputs }) => outputs);
  return names.slice(names.indexOf(value)).find((name) => layers.has(name)) ?? value;
}

/** Outputs that are other values under a new name: runtimes need not copy what a caller can look up. */
import { extract, type Graph } from "../graph/index.ts";

export interface WithoutCopies {
  readonly graph: Graph;
  /** Output that is gone -> the input or output that has its value. */
  readonly copies: ReadonlyMap<string, string>;
}

/** The graph without outputs that are inputs, or that an Identity makes of an input or another output. */
export function withoutCopies(graph: Graph): WithoutCopies {
  const known = new Set([...graph.inputs, ...graph.outputs]);
  const identities = new Map(
    graph.nodes.flatMap(({ operator, inputs, outputs }) =>
      operator === "Identity" && known.has(inputs[0]!) ? [[outputs[0]!, inputs[0]!] as const] : [],
    ),
  );
  const original = (name: string): string => (identities.has(name) ? original(identities.get(name)!) : name);
  const copies = graph.outputs.filter((name) => identities.has(name)).map((name) => [name, original(name)] as const);
  const outputs = graph.outputs.filter((name) => !identities.has(name) && !graph.inputs.includes(name));
  return { graph: extract(graph, { outputs }), copies: new Map(copies) };
}

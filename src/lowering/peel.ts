/** Sums of gradients do not care how their elements are arranged: arranging them is left for the end of an update. */
import { extract, type Graph, type Node } from "../graph/index.ts";
import { chain } from "./chain.ts";

export interface Peeled {
  readonly micro: Graph;
  readonly finish: Graph;
  /** Outputs of micro that are summed. */
  readonly summed: readonly string[];
}

/** Operators that move elements of their first input, or leave some out. */
const MOVES: ReadonlySet<string> = new Set(["Gather", "Reshape", "Slice", "Transpose"]);

/** summed: outputs of micro. What only moves elements, at the end of the way to one of them, goes to finish, which gives it, too. */
export function peel(micro: Graph, finish: Graph, summed: readonly string[]): Peeled {
  const makers = new Map(micro.nodes.map((node) => [node.outputs[0]!, node]));
  const origins = new Map(summed.map((name) => [name, origin(name, makers)]));
  const moved = summed.filter((name) => origins.get(name) !== name);
  const feeds = [...new Set(moved.map((name) => origins.get(name)!))];
  const moves = extract(micro, { name: "moves", outputs: moved, feeds });
  const kept = micro.outputs.filter((name) => !moved.includes(name));
  return {
    micro: extract(micro, { outputs: [...new Set([...kept, ...feeds])] }),
    finish: chain(moves, finish, [...new Set([...finish.outputs, ...moved])]),
    summed: [...new Set(origins.values())],
  };
}

/** The value before its elements were only moved. */
function origin(name: string, makers: ReadonlyMap<string, Node>): string {
  const maker = makers.get(name);
  return maker !== undefined && MOVES.has(maker.operator) ? origin(maker.inputs[0]!, makers) : name;
}

/** A graph rewritten so that some values have a smaller form than float32: each form of a value is made where it is first asked for. */
import { extract, type Graph, GraphBuilder, type Node } from "../../graph/index.ts";

/** The change between the two forms of a value, as nodes. */
export interface Change {
  /** float32 in, small out; value: what the graph calls it. */
  enter(g: GraphBuilder, float: string, value: string): string;
  leave(g: GraphBuilder, small: string, value: string): string;
}

export class Forms {
  readonly g: GraphBuilder;
  readonly #change: Change;
  readonly #smalls = new Map<string, string>();
  /** float32 again. */
  readonly #backs = new Map<string, string>();
  /** Values that were computed in their small form. */
  readonly #born = new Set<string>();

  constructor(graph: Graph, change: Change) {
    this.g = GraphBuilder.from({ ...graph, nodes: [] });
    this.#change = change;
  }

  isSmall(value: string): boolean {
    return this.#smalls.has(value);
  }

  /** The small form of a value that has no other. */
  setSmall(value: string, name: string): void {
    this.#smalls.set(value, name);
    this.#born.add(value);
  }

  small(value: string): string {
    const found = this.#smalls.get(value);
    if (found !== undefined) return found;
    const made = this.#change.enter(this.g, this.float(value), value);
    this.#smalls.set(value, made);
    return made;
  }

  /** As the graph has it; what was never float32 comes back from its small form. */
  float(value: string): string {
    return this.#born.has(value) ? this.back(value) : value;
  }

  /** The float32 that a value's small form stands for. */
  back(value: string): string {
    const found = this.#backs.get(value);
    if (found !== undefined) return found;
    const made = this.#change.leave(this.g, this.small(value), value);
    this.#backs.set(value, made);
    return made;
  }

  /** A node as it was, of float32 forms. */
  keep(node: Node): void {
    this.g.copy({ ...node, inputs: node.inputs.map((name) => (name === "" ? "" : this.float(name))) });
  }

  /** Outputs are float32, under their names. */
  finish(graph: Graph): Graph {
    for (const name of graph.outputs) {
      if (this.#born.has(name)) this.g.op("Identity", [this.float(name)], {}, { name });
    }
    return extract(this.g.build(), { outputs: graph.outputs });
  }
}

/**
 * Builds a graph node by node and infers shapes at once, so that a wrong shape fails where it is written.
 * Names are made from the operator and a counter (relu_12), below the scope that is open: the same program gives the same names.
 */
import { RoentgenError } from "../util/error.ts";
import { inferTypes } from "./operators.ts";
import { sizeOf, tensorKey } from "./tensor.ts";
import type { Attribute, Domain, ElementType, Graph, Node, Shape, Tensor, ValueType } from "./types.ts";

export interface NodeOptions {
  readonly domain?: Domain;
  /** Name of the node and, with one output, of its value. */
  readonly name?: string;
  /** Number of outputs; default 1. */
  readonly outputs?: number;
}

export class NodeBuilder {
  readonly name: string;
  readonly #inputs: string[] = [];
  readonly #parameters: string[] = [];
  readonly #constants = new Map<string, Tensor>();
  readonly #nodes: Node[] = [];
  readonly #outputs: string[] = [];
  readonly #values = new Map<string, ValueType>();
  readonly #counters = new Map<string, number>();
  readonly #constantNames = new Map<string, string>();
  readonly #nodeNames = new Set<string>();
  #opsets: Graph["opsets"];
  #scope = "";

  /** base: a graph to go on from; its outputs are not taken over. */
  constructor(name: string, base?: Graph) {
    this.name = name;
    if (base === undefined) return;
    for (const input of base.inputs) this.input(input, base.values.get(input)!);
    this.include(base, (value) => value);
  }

  /** Adds all of a graph but its inputs and outputs, under other names; `renamed` also says which values stand for its inputs. */
  include(graph: Graph, renamed: (value: string) => string): void {
    const { parameters, constants, nodes, values, opsets } = graph;
    for (const name of parameters) this.parameter(renamed(name), values.get(name)!);
    for (const [name, tensor] of constants) this.constant(tensor, renamed(name));
    this.#opsets ??= opsets;
    const inner = (name: string): string => (name === "" ? "" : renamed(name));
    for (const node of nodes) {
      const here = {
        ...node,
        name: renamed(node.name),
        inputs: node.inputs.map(inner),
        outputs: node.outputs.map(inner),
      };
      if (opsets === undefined) this.copy(here);
      else
        this.#adopt(
          here,
          node.outputs.map((name) => values.get(name)),
        );
    }
  }

  input(name: string, type: ValueType): string {
    this.#define(name, type);
    this.#inputs.push(name);
    return name;
  }

  parameter(name: string, type: ValueType): string {
    this.#define(name, type);
    this.#parameters.push(name);
    return name;
  }

  /** A constant without a name of its own is kept once, however often it is asked for. */
  constant(tensor: Tensor, name?: string): string {
    const key = sizeOf(tensor.shape) <= 64 ? tensorKey(tensor) : undefined;
    const found = name === undefined && key !== undefined ? this.#constantNames.get(key) : undefined;
    if (found !== undefined) return found;
    const given = name ?? this.#fresh("constant");
    this.#define(given, tensor);
    this.#constants.set(given, tensor);
    if (key !== undefined && !this.#constantNames.has(key)) this.#constantNames.set(key, given);
    return given;
  }

  /** Adds a node and returns the names of its outputs. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    options: NodeOptions = {},
  ): string[] {
    const name = options.name ?? this.#fresh(operator.toLowerCase());
    const count = options.outputs ?? 1;
    const outputs = count === 1 ? [name] : Array.from({ length: count }, (_, i) => (i === 0 ? name : `${name}:${i}`));
    this.copy({ name, domain: options.domain ?? "", operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a node as it is, with its own names. */
  copy(node: Node): void {
    if (this.#nodeNames.has(node.name)) throw duplicate("node", node.name);
    const types = inferTypes(
      node,
      (value) => this.typeOf(value),
      (value) => this.#constants.get(value),
    );
    node.outputs.forEach((output, i) => {
      const type = types[i];
      if (output === "") return;
      if (type === undefined)
        throw new RoentgenError("E_GRAPH", `${node.operator} has no output ${i}`, {
          where: `node ${node.name}`,
          expected: `${types.length} outputs`,
          received: `${node.outputs.length} names of outputs`,
          fix: "name those alone that the operator has",
        });
      this.#define(output, type);
    });
    this.#nodeNames.add(node.name);
    this.#nodes.push(node);
  }

  /** A node of somebody else's, which may be of any operator: its values have the types that the file stated. */
  #adopt(node: Node, stated: readonly (ValueType | undefined)[]): void {
    if (this.#nodeNames.has(node.name)) throw duplicate("node", node.name);
    this.#nodeNames.add(node.name);
    this.#nodes.push(node);
    stated.forEach((type, i) => {
      if (type !== undefined) this.#define(node.outputs[i]!, type);
    });
  }

  output(name: string): void {
    this.typeOf(name);
    if (!this.#outputs.includes(name)) this.#outputs.push(name);
  }

  /** Runs `build` with every new name below `scope/`. */
  within<Result>(scope: string, build: () => Result): Result {
    const outer = this.#scope;
    this.#scope = `${outer}${scope}/`;
    try {
      return build();
    } finally {
      this.#scope = outer;
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  typeOf(name: string): ValueType {
    const type = this.#values.get(name);
    if (type === undefined) {
      throw new RoentgenError("E_GRAPH", `value ${name} is not defined`, {
        where: `graph ${this.name}`,
        kind: "fault",
      });
    }
    return type;
  }

  shape(name: string): Shape {
    return this.typeOf(name).shape;
  }

  elementType(name: string): ElementType {
    return this.typeOf(name).type;
  }

  /** The shape as numbers; an error where a dimension is a symbol. */
  sizes(name: string): number[] {
    return this.shape(name).map((d) => {
      if (typeof d === "number") return d;
      throw new RoentgenError("E_SHAPE", `a size of ${name} is not known`, {
        where: `graph ${this.name}`,
        received: d,
        kind: "fault",
      });
    });
  }

  constantValue(name: string): Tensor | undefined {
    return this.#constants.get(name);
  }

  build(): Graph {
    return {
      name: this.name,
      inputs: [...this.#inputs],
      parameters: [...this.#parameters],
      constants: new Map(this.#constants),
      nodes: [...this.#nodes],
      outputs: [...this.#outputs],
      values: new Map(this.#values),
      ...(this.#opsets && { opsets: this.#opsets }),
    };
  }

  #define(name: string, { type, shape }: ValueType): void {
    if (this.#values.has(name)) throw duplicate("value", name);
    this.#values.set(name, { type, shape });
  }

  #fresh(base: string): string {
    const prefix = `${this.#scope}${base}`;
    let count = this.#counters.get(prefix) ?? 0;
    const isTaken = (name: string): boolean => this.#values.has(name) || this.#nodeNames.has(name);
    while (isTaken(`${prefix}_${count}`)) count++;
    this.#counters.set(prefix, count + 1);
    return `${prefix}_${count}`;
  }
}

const duplicate = (what: string, name: string): RoentgenError =>
  new RoentgenError("E_GRAPH", `${what} ${name} is defined twice`, { kind: "fault" });

/** Whether a graph is sound: names defined before use and once, operators and attributes known, shapes as inferred. */
import { RoentgenError } from "../util/error.ts";
import { definitionOf, inferTypes } from "./operators.ts";
import { formatType } from "./print.ts";
import type { Graph, Node, ValueType } from "./types.ts";

/** Throws E_GRAPH at the first thing that is wrong; returns the graph. */
export function check(graph: Graph): Graph {
  const defined = new Set<string>([""]);
  const define = (name: string, where: string): void => {
    if (defined.has(name)) throw unsound(graph, where, `value ${name} is defined twice`);
    if (!graph.values.has(name)) throw unsound(graph, where, `value ${name} has no type`);
    defined.add(name);
  };
  for (const name of [...graph.inputs, ...graph.parameters, ...graph.constants.keys()]) define(name, "inputs");
  const names = new Set<string>();
  for (const node of graph.nodes) {
    if (names.has(node.name)) throw unsound(graph, node.name, "a second node of this name");
    names.add(node.name);
    const missing = node.inputs.find((name) => !defined.has(name));
    if (missing !== undefined) throw unsound(graph, node.name, `value ${missing} is used before it is defined`);
    checkOperator(graph, node);
    checkTypes(graph, node);
    for (const output of node.outputs) if (output !== "") define(output, node.name);
  }
  const lost = graph.outputs.find((name) => !defined.has(name));
  if (lost !== undefined) throw unsound(graph, "outputs", `value ${lost} is not defined`);
  return graph;
}

function checkOperator(graph: Graph, node: Node): void {
  const definition = definitionOf(node.domain, node.operator);
  if (definition === undefined) throw unsound(graph, node.name, `unknown operator ${node.operator}`);
  const strange = Object.keys(node.attributes).find((name) => !(name in definition.attributes));
  if (strange !== undefined) throw unsound(graph, node.name, `${node.operator} has no attribute ${strange}`);
  const [fewest, most] = definition.inputs;
  if (node.inputs.length < fewest || node.inputs.length > most) {
    throw unsound(graph, node.name, `${node.operator} takes ${fewest} to ${most} inputs, not ${node.inputs.length}`);
  }
}

function checkTypes(graph: Graph, node: Node): void {
  const inferred = inferTypes(
    node,
    (name) => graph.values.get(name),
    (name) => graph.constants.get(name),
  );
  node.outputs.forEach((output, i) => {
    const stated = graph.values.get(output);
    if (output !== "" && !sameType(stated, inferred[i])) {
      throw unsound(
        graph,
        node.name,
        `${output} is ${formatType(stated)}, but ${node.operator} gives ${formatType(inferred[i])}`,
      );
    }
  });
}

const sameType = (a: ValueType | undefined, b: ValueType | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.type === b.type &&
  a.shape.length === b.shape.length &&
  a.shape.every((d, i) => d === b.shape[i]);

const unsound = (graph: Graph, where: string, message: string): RoentgenError =>
  new RoentgenError("E_GRAPH", message, { where: `graph ${graph.name}, ${where}`, kind: "fault" });

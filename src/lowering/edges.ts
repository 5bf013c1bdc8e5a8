/**
 * Reshapes at a graph's edges. Inside, a runtime changes a shape for nothing; at an edge it copies, because given and wanted values have places
 * of their own. Whoever feeds and reads flat arrays can be given the other shape as well.
 */
import { type Graph, GraphBuilder, type Node, type Shape } from "../graph/index.ts";
import { readersOf } from "./readers.ts";

/** The same values by the same names, in shapes that save a copy. */
export const withFreeEdges = (graph: Graph): Graph => freeOutputs(freeInputs(graph));

/** Inputs that are read in one other shape alone are given in it; as often as it takes, for shapes of shapes. */
function freeInputs(graph: Graph): Graph {
  const readersByValue = readersOf(graph);
  const shapes = new Map<string, Shape>();
  const renamed = new Map<string, string>();
  for (const name of [...graph.inputs, ...graph.parameters]) {
    const readers = [...(readersByValue.get(name) ?? [])];
    const values = readers.map(({ outputs }) => outputs[0]!);
    const [shape, ...others] = new Set(values.map((value) => graph.values.get(value)!.shape.join()));
    const areReshapes =
      readers.every((node) => isReshapeOf(node, name)) && !values.some((value) => graph.outputs.includes(value));
    if (shape === undefined || others.length > 0 || !areReshapes) continue;
    shapes.set(name, graph.values.get(values[0]!)!.shape);
    for (const value of values) renamed.set(value, name);
  }
  return shapes.size === 0 ? graph : freeInputs(rebuilt(graph, shapes, renamed));
}

/** Outputs that are other values in another shape are those values. */
function freeOutputs(graph: Graph): Graph {
  const made = new Map(graph.nodes.map((node) => [node.outputs[0]!, node]));
  const read = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  const renamed = new Map<string, string>();
  for (const name of graph.outputs) {
    const node = made.get(name);
    const value = node?.operator === "Reshape" && !read.has(name) ? node.inputs[0]! : undefined;
    if (value === undefined || !made.has(value) || graph.outputs.includes(value) || renamed.has(value)) continue;
    renamed.set(value, name);
  }
  return rebuilt(graph, new Map(), renamed);
}

const isReshapeOf = ({ operator, inputs }: Node, name: string): boolean => operator === "Reshape" && inputs[0] === name;

/** shapes: of inputs, where they are new. renamed: value -> its new name; a Reshape between two that become one goes. */
function rebuilt(graph: Graph, shapes: ReadonlyMap<string, Shape>, renamed: ReadonlyMap<string, string>): Graph {
  const g = new GraphBuilder(graph.name);
  const typed = (name: string) => ({
    type: graph.values.get(name)!.type,
    shape: shapes.get(name) ?? graph.values.get(name)!.shape,
  });
  const to = (name: string): string => renamed.get(name) ?? name;
  for (const name of graph.inputs) g.input(name, typed(name));
  for (const name of graph.parameters) g.parameter(name, typed(name));
  for (const [name, tensor] of graph.constants) g.constant(tensor, name);
  for (const node of graph.nodes) {
    const here = { ...node, inputs: node.inputs.map(to), outputs: node.outputs.map(to) };
    if (node.operator !== "Reshape" || here.inputs[0] !== here.outputs[0]) g.copy(here);
  }
  for (const name of graph.outputs) g.output(name);
  return g.build();
}

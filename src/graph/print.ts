/** A graph as text: a line for each value, stable from run to run, small enough to read in review. */
import { numbersOf, sizeOf } from "./tensor.ts";
import type { Attribute, Graph, Node, Tensor, ValueType } from "./types.ts";

/** float32[2, 3, 224, 224] */
export const formatType = (value: ValueType | undefined): string =>
  value === undefined ? "?" : `${value.type}[${value.shape.join(", ")}]`;

export function print(graph: Graph): string {
  const typed = (name: string): string => `${name}: ${formatType(graph.values.get(name))}`;
  return [
    `graph ${graph.name}`,
    ...graph.inputs.map((name) => `input ${typed(name)}`),
    ...graph.parameters.map((name) => `parameter ${typed(name)}`),
    ...[...graph.constants].map(([name, tensor]) => `constant ${typed(name)}${formatTensor(tensor)}`),
    ...graph.nodes.map(
      (node) => `${node.outputs.map((name) => (name === "" ? "_" : typed(name))).join(", ")} = ${formatNode(node)}`,
    ),
    ...graph.outputs.map((name) => `output ${name}`),
    "",
  ].join("\n");
}

function formatNode(node: Node): string {
  const attributes = Object.entries(node.attributes).map(([name, value]) => `${name}=${formatAttribute(value)}`);
  const domain = node.domain === "" ? "" : `${node.domain}.`;
  return `${domain}${node.operator}(${[...node.inputs.map((name) => name || "_"), ...attributes].join(", ")})`;
}

function formatAttribute(value: Attribute): string {
  if (typeof value === "number" || typeof value === "string") return String(value);
  return "shape" in value ? `${formatType(value)}${formatTensor(value)}` : `[${value.join(" ")}]`;
}

/** The values of small constants. */
function formatTensor(tensor: Tensor): string {
  if (sizeOf(tensor.shape) > 8) return "";
  const values = tensor.type === "string" ? tensor.data : numbersOf(tensor);
  return ` = ${Array.from(values as Iterable<unknown>).join(" ")}`;
}

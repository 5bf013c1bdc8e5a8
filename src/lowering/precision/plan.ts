/**
 * Which nodes of a graph are computed in integers, and which values need a range for it. Convolutions with constant kernels begin; what
 * follows them goes on where ONNX Runtime has it in integers, and else, from the pooled features on, is float32 again.
 */
import type { Graph, Node } from "../../graph/index.ts";
import { soleReaders } from "../readers.ts";

/**
 * compute: from dequantized inputs to a quantized output, which the runtime makes one operator of integers. move: on the integers
 * themselves, whose scale stays. rectify: a Relu that is not part of the node before it, on integers, too.
 */
type Role = "compute" | "move" | "rectify" | "fused" | "float";

export interface Plan {
  /** Of each node, by name. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The output of a node that a Relu follows -> the Relu's output: a range that begins at 0 cuts off what is negative. */
  readonly rectified: ReadonlyMap<string, string>;
  /** Values whose ranges decide scales; without what is only moved. */
  readonly measured: readonly string[];
  /** What convolutions are applied to. */
  readonly convolved: readonly string[];
}

const MOVES: ReadonlySet<string> = new Set(["MaxPool", "Reshape", "Slice", "Transpose"]);
const COMPUTES: ReadonlySet<string> = new Set(["Add", "AveragePool", "Concat"]);

export function planIntegers(graph: Graph): Plan {
  const roles = new Map<string, Role>();
  const rectified = new Map<string, string>();
  const integers = new Set<string>();
  const measured = new Set<string>();
  const convolved = new Set<string>();
  const readers = soleReaders(graph);
  for (const node of graph.nodes) {
    const [output] = node.outputs as [string];
    const role = rectified.has(node.inputs[0] ?? "") ? "fused" : roleOf(node, graph, integers);
    roles.set(node.name, role);
    if (role === "compute") {
      const positive = outputOfRelu(readers.get(output));
      if (positive !== undefined) rectified.set(output, positive);
      if (node.operator === "Conv") convolved.add(node.inputs[0]!);
      measured.add(positive ?? output);
    }
    if (role !== "float") integers.add(output);
  }
  // what begins as float32 becomes integers in front of a convolution
  const entering = [...convolved].filter((value) => !integers.has(value));
  return { roles, rectified, measured: [...entering, ...measured], convolved: [...convolved] };
}

function roleOf(node: Node, graph: Graph, integers: ReadonlySet<string>): Role {
  if (node.domain !== "" || node.outputs.length !== 1) return "float";
  if (node.operator === "Conv") return isConstantConvolution(node, graph) ? "compute" : "float";
  const computed = node.inputs.filter((name) => !graph.constants.has(name));
  if (computed.length === 0 || !computed.every((name) => integers.has(name))) return "float";
  if (node.operator === "Relu") return "rectify";
  if (MOVES.has(node.operator) || isZeroPadding(node, graph)) return "move";
  return COMPUTES.has(node.operator) && computed.length === node.inputs.length ? "compute" : "float";
}

const outputOfRelu = (node: Node | undefined): string | undefined =>
  node?.operator === "Relu" ? node.outputs[0] : undefined;

/** Over the two axes of an image; the weights are float32. */
function isConstantConvolution({ inputs }: Node, { constants }: Graph): boolean {
  const weights = inputs.slice(1).map((name) => constants.get(name));
  return weights[0]?.shape.length === 4 && weights.every((tensor) => tensor?.type === "float32");
}

function isZeroPadding({ operator, inputs, attributes }: Node, { constants }: Graph): boolean {
  if (operator !== "Pad" || inputs.length > 3 || (attributes.mode ?? "constant") !== "constant") return false;
  return !inputs[2] || Number(constants.get(inputs[2])?.data[0]) === 0;
}

/**
 * A graph in half precision: kernels, matrices and what is computed between them as float16. It begins where the first kernel is, so that
 * pixels are scaled in float32; means over whole images, softmax, sigmoid and all that sums many values stay float32, and so do the outputs.
 */
import { float16Bits, type Graph, LARGEST_FLOAT16, type Node, realsOf, type Tensor } from "../../graph/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { Forms } from "./forms.ts";

/** Where halves begin: what holds the weights. */
const BEGIN: ReadonlySet<string> = new Set(["Conv", "Gemm", "MatMul"]);
/** What goes on in halves. */
const GO_ON: ReadonlySet<string> = new Set([
  "Add",
  "AveragePool",
  "Clip",
  "Concat",
  "MaxPool",
  "Mul",
  "Pad",
  "Relu",
  "Reshape",
  "Slice",
  "Sub",
  "Transpose",
]);

/** graph: without parameters; all its weights are constants. Throws E_FLOAT16_RANGE for a constant beyond 65504. */
export function toHalf(graph: Graph): Graph {
  const forms = new Forms(graph, {
    enter: (g, float, value) => {
      const tensor = graph.constants.get(value);
      return tensor === undefined ? g.cast(float, "float16") : g.constant(halfTensor(tensor, value), `${value}:half`);
    },
    leave: (g, small) => g.cast(small, "float32"),
  });
  for (const node of graph.nodes) {
    if (!isForHalves(node, graph, forms)) forms.keep(node);
    else convert(node, graph, forms);
  }
  return forms.finish(graph);
}

/** Values that are float16 in toHalf(graph), by their names in `graph`: what must not lie beyond 65504. */
export function halfValues(graph: Graph): string[] {
  const half = new Set<string>();
  const forms = { isSmall: (name: string) => half.has(name) };
  for (const node of graph.nodes) {
    if (!isForHalves(node, graph, forms)) continue;
    for (const name of [...node.inputs, node.outputs[0]!]) if (isFloat(name, graph)) half.add(name);
  }
  return [...half].filter((name) => !graph.constants.has(name));
}

const isFloat = (name: string, { values }: Graph): boolean => values.get(name)?.type === "float32";

function isForHalves(node: Node, graph: Graph, forms: Pick<Forms, "isSmall">): boolean {
  if (node.domain !== "" || node.outputs.length !== 1 || !isFloat(node.outputs[0]!, graph)) return false;
  if (BEGIN.has(node.operator)) return true;
  const computed = node.inputs.filter((name) => isFloat(name, graph) && !graph.constants.has(name));
  return GO_ON.has(node.operator) && computed.length > 0 && computed.every((name) => forms.isSmall(name));
}

function convert(node: Node, graph: Graph, forms: Forms): void {
  const inputs = node.inputs.map((name) => (isFloat(name, graph) ? forms.small(name) : name));
  const made = forms.g.within(node.name, () => forms.g.op(node.operator, inputs, node.attributes));
  forms.setSmall(node.outputs[0]!, made);
}

function halfTensor(tensor: Tensor, name: string): Tensor {
  const values = realsOf(tensor);
  const beyond = values.find((value) => !(Math.abs(value) <= LARGEST_FLOAT16));
  if (beyond !== undefined) throw outOfRange(name, beyond);
  return { type: "float16", shape: tensor.shape, data: Uint16Array.from(values, float16Bits) };
}

/** value: of a weight, or what a value became on an image. */
export function outOfRange(name: string, value: number): RoentgenError {
  return new RoentgenError("E_FLOAT16_RANGE", "a value lies outside float16's range", {
    where: name,
    expected: `-${LARGEST_FLOAT16} to ${LARGEST_FLOAT16}`,
    received: `${value}`,
    fix: "export the model with --precision int8, or as it is",
  });
}

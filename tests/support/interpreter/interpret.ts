/**
 * Runs a graph in float64, by the definitions of the ONNX operators (https://onnx.ai/onnx/operators): small, slow, obvious, and independent
 * of the rules and lowerings that are tested against it. float32 values are not rounded: the graph is computed as if it were float64.
 */
import type { ElementType, Graph, Node } from "../../../src/graph/types.ts";
import { convolution } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { gradients } from "./gradients.ts";
import { layout } from "./layout.ts";
import { matrix, microsoft } from "./matrix.ts";
import { normalization } from "./normalization.ts";
import { Call, type Operators } from "./operator.ts";
import { pooling } from "./pooling.ts";
import { quantization } from "./quantization.ts";
import { reduction } from "./reduction.ts";
import { scatter } from "./scatter.ts";
import { type FloatTensor, toFloat } from "./tensor.ts";

const domains: Readonly<Record<string, Operators>> = {
  "": {
    ...convolution,
    ...elementwise,
    ...layout,
    ...matrix,
    ...normalization,
    ...pooling,
    ...quantization,
    ...reduction,
    ...scatter,
  },
  "com.microsoft": microsoft,
  roentgen: gradients,
};

interface InterpretOptions {
  /** Values to return instead of the graph's outputs. */
  readonly values?: readonly string[];
  /** More operators, by domain; they come before the interpreter's own. */
  readonly operators?: Readonly<Record<string, Operators>>;
}

/** feeds: a tensor for each input and parameter. */
export function interpret(
  graph: Graph,
  feeds: ReadonlyMap<string, FloatTensor>,
  { values: wanted = graph.outputs, operators = {} }: InterpretOptions = {},
): Map<string, FloatTensor> {
  const known = new Map<string, FloatTensor>(feeds);
  for (const [name, tensor] of graph.constants) if (tensor.type !== "string") known.set(name, toFloat(tensor));
  const look = (name: string, where: string): FloatTensor => {
    const tensor = known.get(name);
    if (tensor === undefined) throw new Error(`${where}: value ${name} was not fed and is not computed`);
    return tensor;
  };
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => (name === "" ? undefined : look(name, node.name)));
    const results = operatorOf(node, operators)(new Call(node, inputs));
    node.outputs.forEach((name, i) => {
      const result = results[i];
      if (name === "") return;
      if (result === undefined) throw new Error(`${node.operator} ${node.name} has no output ${i}`);
      known.set(name, stored(result, graph.values.get(name)?.type));
    });
  }
  return new Map(wanted.map((name) => [name, look(name, "outputs")]));
}

function operatorOf(node: Node, more: Readonly<Record<string, Operators>>): Operators[string] {
  const operator = more[node.domain]?.[node.operator] ?? domains[node.domain]?.[node.operator];
  if (operator === undefined) throw new Error(`no operator ${node.domain}.${node.operator}, of node ${node.name}`);
  return operator;
}

/** What a variable of each type would hold: whole numbers are cut towards zero and wrap round, as in C. */
const holders: Partial<Record<ElementType, (value: number) => number>> = {
  bool: (v) => (v === 0 ? 0 : 1),
  int8: (v) => (Math.trunc(v) << 24) >> 24,
  uint8: (v) => Math.trunc(v) & 255,
  int32: (v) => Math.trunc(v) | 0,
  int64: Math.trunc,
};

function stored(x: FloatTensor, type: ElementType | undefined): FloatTensor {
  const hold = type && holders[type];
  return hold ? { shape: x.shape, data: x.data.map(hold) } : x;
}

/**
 * Where in somebody's graph the features of an image are. From the output back towards the image: what is pooled last over pixels or
 * tokens; where nothing is, what goes into the last linear layer (the classifier); where there is none, the output itself.
 */
import type { Graph, Node } from "../../graph/index.ts";
import { numbersOf } from "../../graph/index.ts";
import { misnamed } from "../../util/usage.ts";

/** Outputs that somebody named as what they are. */
const NAMED_AS_FEATURES = /pooler|embed|feature|hidden/i;

/** The name of a value. wanted: as --features. Throws E_ENCODER_FEATURES for a name that is not there. */
export function findFeatures(graph: Graph, wanted?: string): string {
  if (wanted !== undefined) return requireValue(graph, wanted);
  const output = chooseOutput(graph);
  if (NAMED_AS_FEATURES.test(output)) return output;
  const way = wayBack(graph, output);
  const pooled = way.find(({ node }) => isPooling(graph, node));
  const classifier = way.find(({ node }) => isLinear(node));
  return (pooled ?? classifier)?.content ?? output;
}

/** Exporters of transformers give every token and a pooled vector: the vector is wanted. */
function chooseOutput({ outputs }: Graph): string {
  const pooled = outputs.find((name) => /pooler|embed/i.test(name));
  return pooled ?? outputs[0]!;
}

interface Step {
  readonly node: Node;
  /** The one input of the node that holds the image's content. */
  readonly content: string;
}

/** From a value back, as long as there is one way. */
function wayBack(graph: Graph, output: string): Step[] {
  const content = contentOf(graph);
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const way: Step[] = [];
  for (let value = output; ; ) {
    const node = makers.get(value);
    const inputs = new Set(node?.inputs.filter((name) => content.has(name)));
    const [only] = inputs;
    if (node === undefined || only === undefined || inputs.size > 1) return way;
    way.push({ node, content: only });
    value = only;
  }
}

/** Values that hold what is in the image; a shape that was computed from it does not. */
function contentOf({ inputs, nodes }: Graph): ReadonlySet<string> {
  const content = new Set(inputs);
  for (const { operator, inputs, outputs } of nodes) {
    if (operator === "Shape" || operator === "Size" || !inputs.some((name) => content.has(name))) continue;
    for (const name of outputs) content.add(name);
  }
  return content;
}

const isLinear = ({ operator }: Node): boolean => operator === "Gemm" || operator === "MatMul";

const POOLING = ["GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool", "AveragePool", "MaxPool"];
const REDUCTIONS = ["ReduceMean", "ReduceMax", "ReduceSum"];
/** Axes of pixels (NCHW, NHWC) and of tokens, sorted. The last axis alone is that of channels: a part of a layer normalisation. */
const POOLED_AXES = ["2,3", "-2,-1", "1,2", "-3,-2", "1", "-2"];

function isPooling(graph: Graph, node: Node): boolean {
  if (POOLING.includes(node.operator)) return true;
  if (!REDUCTIONS.includes(node.operator)) return false;
  const axes = reducedAxes(graph, node).sort((a, b) => a - b);
  return POOLED_AXES.includes(axes.join());
}

/** An attribute up to opset 17, then an input. */
function reducedAxes(graph: Graph, { attributes, inputs }: Node): number[] {
  if (Array.isArray(attributes.axes)) return [...(attributes.axes as number[])]; // ints in every opset that has it
  const name = inputs[1] ?? "";
  const maker = graph.nodes.find(({ outputs }) => outputs.includes(name));
  const tensor = graph.constants.get(name) ?? maker?.attributes.value;
  return typeof tensor === "object" && "data" in tensor ? numbersOf(tensor) : [];
}

function requireValue(graph: Graph, name: string): string {
  const names = [...new Set(graph.nodes.flatMap(({ outputs }) => outputs))].filter((value) => value !== "");
  if (names.includes(name)) return name;
  throw misnamed("E_ENCODER_FEATURES", `the encoder has no value ${name}`, {
    received: name,
    known: names,
    expected: `one of ${names.length} values, such as ${names.slice(-3).join(", ")}`,
    where: `graph ${graph.name}`,
    otherwise: "look at the model in a viewer such as Netron, or leave --features out",
  });
}

/** The exported graph: bytes of an image in, logit and probability out, with scaling inside. */
import { type Graph, GraphBuilder } from "../graph/index.ts";
import { type PixelScaling, scalingPlanes } from "../image/index.ts";
import type { ModelDescription } from "./description.ts";

/** uint8, N x 1 x H x W (grey) or N x 3 x H x W (RGB). */
export const IMAGE = "image";
/** N x classes; N x 1 for a sigmoid. */
export const PROBABILITY = "probability";
export const LOGIT = "logit";

/** Which names the logits speak for. softmax: each for its own; sigmoid: the second of two, or (reversed) the first. */
export type Head = "softmax" | "sigmoid" | "reversed sigmoid";

/** classifier: one input, float32 N x 3 x H x W, scaled; one output, N x units. */
export function assemble(
  classifier: Graph,
  { width, height, channels, scaling }: ModelDescription["image"],
  head: Head,
): Graph {
  const g = new GraphBuilder("roentgen");
  g.input(IMAGE, { type: "uint8", shape: ["N", channels, height, width] });
  const scaled = g.within("preprocessing", () => scale(g, g.cast(IMAGE, "float32"), scaling));
  const output = append(g, classifier, scaled);
  // sigmoid(-z) = 1 - sigmoid(z): the probability of the other name
  g.op(head === "reversed sigmoid" ? "Neg" : "Identity", [output], {}, { name: LOGIT });
  if (head === "softmax") g.op("Softmax", [LOGIT], { axis: -1 }, { name: PROBABILITY });
  else g.op("Sigmoid", [LOGIT], {}, { name: PROBABILITY });
  g.output(PROBABILITY);
  g.output(LOGIT);
  return g.build();
}

/** The classifier behind the value `input`; gives the name of its output. Parameters keep their names, all else gets "network/" before it. */
function append(g: GraphBuilder, graph: Graph, input: string): string {
  const inner = (name: string): string => {
    if (name === graph.inputs[0]) return input;
    return name === "" || graph.parameters.includes(name) ? name : `network/${name}`;
  };
  for (const name of graph.parameters) g.parameter(name, graph.values.get(name)!);
  for (const [name, tensor] of graph.constants) g.constant(tensor, inner(name));
  for (const node of graph.nodes) {
    const { name, inputs, outputs } = node;
    g.copy({ ...node, name: `network/${name}`, inputs: inputs.map(inner), outputs: outputs.map(inner) });
  }
  return inner(graph.outputs[0]!);
}

/** x * factor + offset, plane by plane, in the order in which the network takes them: N x 3 x H x W. */
function scale(g: GraphBuilder, x: string, scaling: PixelScaling): string {
  const planes = scalingPlanes(scaling);
  const isGrey = g.shape(x)[1] === 1;
  const plane = (source: number): string => (isGrey ? x : g.slice(x, [source], [source + 1], [1]));
  const inOrder = !isGrey && planes.every(({ source }, i) => source === i);
  const sources = planes.map(({ source }) => source);
  const ordered = inOrder ? x : g.concat(sources.map(plane), 1);
  const perPlane = (values: readonly number[]): string => g.floats(values, [1, 3, 1, 1]);
  const [factors, offsets] = [planes.map(({ factor }) => factor), planes.map(({ offset }) => offset)];
  const multiplied = factors.every((factor) => factor === 1) ? ordered : g.mul(ordered, perPlane(factors));
  return offsets.every((offset) => offset === 0) ? multiplied : g.add(multiplied, perPlane(offsets));
}

/** The exported graph: bytes of an image in, logit and probability out, with scaling inside. */
import { type Graph, GraphBuilder } from "../graph/index.ts";
import { type PixelScaling, scalingPlanes } from "../image/index.ts";
import type { ModelDescription } from "./description.ts";

/** uint8, N x 1 x H x W (grey) or N x 3 x H x W (RGB). */
export const IMAGE = "image";
/** N x classes; N x 1 for a sigmoid. */
export const PROBABILITY = "probability";
export const LOGIT = "logit";

/** A classifier: one input, float32 N x 3 x H x W, scaled; one output, N x units. */
export interface Classifier {
  readonly graph: Graph;
  /** Whether its logit speaks for the first of two names, not for the second. */
  readonly reversed: boolean;
}

type Described = Pick<ModelDescription, "image" | "activation">;

export function assemble({ graph, reversed }: Classifier, { image, activation }: Described): Graph {
  const { width, height, channels, scaling } = image;
  const [input, output] = [graph.inputs[0]!, graph.outputs[0]!];
  const g = new GraphBuilder("roentgen");
  g.input(IMAGE, { type: "uint8", shape: ["N", channels, height, width] });
  for (const name of graph.parameters) g.parameter(name, graph.values.get(name)!);
  for (const [name, tensor] of graph.constants) g.constant(tensor, name);
  const scaled = g.within("preprocessing", () => scale(g, g.cast(IMAGE, "float32"), scaling));
  const inner = (name: string): string => (name === input ? scaled : name === output ? "head_output" : name);
  for (const node of graph.nodes) {
    g.copy({ ...node, name: inner(node.name), inputs: node.inputs.map(inner), outputs: node.outputs.map(inner) });
  }
  g.op(reversed ? "Neg" : "Identity", [inner(output)], {}, { name: LOGIT });
  const [operator, attributes] = activation === "sigmoid" ? ["Sigmoid", {}] : ["Softmax", { axis: -1 }];
  g.op(operator as string, [LOGIT], attributes as { axis?: number }, { name: PROBABILITY });
  g.output(PROBABILITY);
  g.output(LOGIT);
  return g.build();
}

/** x * factor + offset, plane by plane, in the order in which the network takes them. */
function scale(g: GraphBuilder, x: string, scaling: PixelScaling): string {
  const planes = scalingPlanes(scaling);
  const channels = g.shape(x)[1];
  const plane = (source: number): string => (channels === 1 ? x : g.slice(x, [source], [source + 1], [1]));
  const inOrder = channels === 3 && planes.every(({ source }, i) => source === i);
  const ordered = inOrder
    ? x
    : g.concat(
        planes.map(({ source }) => plane(source)),
        1,
      ); // N x 3 x H x W
  const perPlane = (values: readonly number[]): string => g.floats(values, [1, 3, 1, 1]);
  const [factors, offsets] = [planes.map(({ factor }) => factor), planes.map(({ offset }) => offset)];
  const multiplied = factors.every((factor) => factor === 1) ? ordered : g.mul(ordered, perPlane(factors));
  return offsets.every((offset) => offset === 0) ? multiplied : g.add(multiplied, perPlane(offsets));
}

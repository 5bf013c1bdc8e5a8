/** The exported graph: bytes of an image in, logit and probability out, with scaling and calibration inside. */
import { type Graph, GraphBuilder } from "../graph/index.ts";
import { LUMA, type ScaledPlane, scalingPlanes } from "../image/index.ts";
import { type Calibration, lineOf } from "../util/calibration.ts";
import type { ModelDescription } from "./description.ts";

/** uint8, N x 1 x H x W (grey) or N x 3 x H x W (RGB). */
export const IMAGE = "image";
/** N x classes; N x 1 for a sigmoid. Calibrated. */
export const PROBABILITY = "probability";
/** The network's own, from which softmax or sigmoid make the probability before calibration. */
export const LOGIT = "logit";

/** Which names the logits speak for. softmax: each for its own; sigmoid: the second of two, or (reversed) the first. */
export type Head = "softmax" | "sigmoid" | "reversed sigmoid";

/** classifier: one input, float32 N x planes x H x W, scaled; one output, N x units. */
export function assemble(
  classifier: Graph,
  { image: { width, height, channels, scaling }, calibration }: Pick<ModelDescription, "image" | "calibration">,
  head: Head,
): Graph {
  const g = new GraphBuilder("roentgen");
  const [input] = classifier.inputs;
  const [batch, planes] = classifier.values.get(input!)!.shape;
  g.input(IMAGE, { type: "uint8", shape: [batch!, channels, height, width] });
  const asNetwork = scalingPlanes(scaling, planes === 1 ? 1 : 3);
  const scaled = g.within("preprocessing", () => scale(g, g.cast(IMAGE, "float32"), asNetwork));
  const parameters = new Set(classifier.parameters);
  const inner = (name: string): string => {
    if (name === input) return scaled;
    return parameters.has(name) ? name : `network/${name}`;
  };
  g.include(classifier, inner);
  // sigmoid(-z) = 1 - sigmoid(z): the probability of the other name
  g.op(head === "reversed sigmoid" ? "Neg" : "Identity", [inner(classifier.outputs[0]!)], {}, { name: LOGIT });
  const calibrated = g.within("calibration", () => calibrate(g, LOGIT, calibration));
  if (head === "softmax") g.op("Softmax", [calibrated], { axis: -1 }, { name: PROBABILITY });
  else g.op("Sigmoid", [calibrated], {}, { name: PROBABILITY });
  g.output(PROBABILITY);
  g.output(LOGIT);
  return g.build();
}

/** The calibrated logit. */
export function calibrate(g: GraphBuilder, logit: string, calibration: Calibration): string {
  const { slope, intercept } = lineOf(calibration);
  const sloped = slope === 1 ? logit : g.mul(logit, g.scalar(slope));
  return intercept === 0 ? sloped : g.add(sloped, g.scalar(intercept));
}

/** x * factor + offset, plane by plane, in the order in which the network takes them: N x planes x H x W. */
function scale(g: GraphBuilder, x: string, planes: readonly ScaledPlane[]): string {
  const isGrey = g.shape(x)[1] === 1;
  const plane = ({ source }: ScaledPlane): string => {
    if (isGrey) return x;
    return source === "grey"
      ? g.conv(x, g.floats(LUMA, [1, 3, 1, 1]), undefined)
      : g.slice(x, [source], [source + 1], [1]);
  };
  const inOrder = planes.length === g.shape(x)[1] && (isGrey || planes.every(({ source }, i) => source === i));
  const ordered = inOrder ? x : g.concat(planes.map(plane), 1);
  const perPlane = (values: readonly number[]): string => g.floats(values, [1, planes.length, 1, 1]);
  const [factors, offsets] = [planes.map(({ factor }) => factor), planes.map(({ offset }) => offset)];
  const multiplied = factors.every((factor) => factor === 1) ? ordered : g.mul(ordered, perPlane(factors));
  return offsets.every((offset) => offset === 0) ? multiplied : g.add(multiplied, perPlane(offsets));
}

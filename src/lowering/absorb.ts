/**
 * What convolutions do by themselves, taken out of a network before it is differentiated: zeros around their image, and a number that their
 * result is multiplied by (which depends on parameters alone once it is in the kernel). It saves a pass over an image each, there and back.
 */
import {
  type Graph,
  type GraphBuilder,
  type Node,
  numbersOf,
  rewrite,
  sizeOf,
  type Window,
  windowOf,
} from "../graph/index.ts";
import { convolutionsBefore } from "./normalization.ts";

export const absorb = (graph: Graph): Graph => absorbScales(absorbPadding(graph));

/** Conv(Pad(x)) is Conv(x) with wider padding. */
function absorbPadding(graph: Graph): Graph {
  const paddings = new Map(
    graph.nodes.filter(({ operator }) => operator === "Pad").map((node) => [node.outputs[0]!, node]),
  );
  return rewrite(graph, (node, g) => {
    const padding = node.operator === "Conv" ? paddings.get(node.inputs[0]!) : undefined;
    const zeros = padding && zerosAround(padding, g);
    if (padding === undefined || zeros === undefined) return undefined;
    const { pads } = windowOf(node, g.shape(node.inputs[1]!));
    const attributes = { ...node.attributes, pads: pads.map((pad, i) => pad + zeros[i]!) };
    g.copy({ ...node, inputs: [padding.inputs[0]!, ...node.inputs.slice(1)], attributes });
    return node.outputs;
  });
}

/** Top, left, bottom, right; undefined where a Pad does anything but put zeros around images. */
function zerosAround({ inputs, attributes }: Node, g: GraphBuilder): Window["pads"] | undefined {
  const [x, pads, value = "", axes = ""] = inputs as [string, string, string?, string?];
  const isPlain = value === "" && axes === "" && (attributes.mode ?? "constant") === "constant";
  const sizes = numbersOf(g.constantValue(pads)!);
  if (!isPlain || g.shape(x).length !== 4 || sizes.some((size) => size < 0)) return undefined;
  const [n, channels, top, left, after, behind, bottom, right] = sizes as number[] & { length: 8 };
  return [n, channels, after, behind].every((size) => size === 0) ? [top!, left!, bottom!, right!] : undefined;
}

/** s (x * k + b) = x * (s k) + s b */
function absorbScales(graph: Graph): Graph {
  const convolutions = convolutionsBefore(graph, ({ operator }) => operator === "Mul");
  return rewrite(graph, (node, g) => {
    const value = node.operator === "Mul" ? node.inputs.find((name) => convolutions.has(name)) : undefined;
    const scale = node.inputs.find((name) => name !== value);
    const number = scale === undefined ? undefined : g.constantValue(scale);
    if (value === undefined || number === undefined || sizeOf(number.shape) !== 1) return undefined;
    const { inputs, attributes } = convolutions.get(value)!;
    const [x, ...weights] = inputs as [string, ...string[]];
    // of the weights' rank: ONNX Runtime 1.30 is fifty times slower at 1088 x 384 x 1 x 1 times a number of no rank
    const scaled = weights.map((weight) =>
      g.mul(
        weight,
        g.reshape(
          scale!,
          g.sizes(weight).map(() => 1),
        ),
      ),
    );
    return [g.op("Conv", [x, ...scaled], attributes, { name: node.outputs[0]! })];
  });
}

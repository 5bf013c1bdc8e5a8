/** What an encoder takes: the one input of its graph, which must be images. */
import type { Dimension, ElementType, Graph, Shape } from "../../graph/index.ts";
import { RoentgenError } from "../../util/error.ts";

export interface EncoderInput {
  readonly name: string;
  readonly type: ElementType;
  /** A number where the file fixes how many images it takes at once. */
  readonly batch: Dimension;
  readonly planes: 1 | 3;
  /** NHWC: planes last, as TensorFlow has them. */
  readonly layout: "NCHW" | "NHWC";
  /** Height and width in pixels where the file fixes them. */
  readonly imageSize: number | null;
}

const NUMERIC = ["float32", "float16", "float64", "uint8"];

/** graph: with nothing left in it but what computes the features. Throws E_ENCODER_INPUT where the input is not images. */
export function encoderInput(graph: Graph): EncoderInput {
  const [name, ...others] = graph.inputs;
  if (name === undefined || others.length > 0) throw notImages(graph, "one input", graph.inputs.join(", ") || "none");
  const { type, shape } = graph.values.get(name)!;
  if (shape.length !== 4 || !NUMERIC.includes(type)) throw notImages(graph, "images", `${type} ${shape.join(" x ")}`);
  const layout = isPlanes(shape[3]!) && !isPlanes(shape[1]!) ? "NHWC" : "NCHW";
  const planes = layout === "NHWC" ? shape[3]! : shape[1]!;
  if (typeof planes === "number" && !isPlanes(planes)) throw notImages(graph, "1 or 3 planes", shape.join(" x "));
  const imageSize = sideOf(graph, layout === "NHWC" ? shape.slice(1, 3) : shape.slice(2));
  return { name, type, batch: shape[0]!, planes: planes === 1 ? 1 : 3, layout, imageSize };
}

const isPlanes = (size: Dimension): boolean => size === 1 || size === 3;

function sideOf(graph: Graph, [height, width]: Shape): number | null {
  const fixed = [height, width].filter((side) => typeof side === "number");
  if (new Set(fixed).size > 1) throw notImages(graph, "square images", `${height} x ${width}`);
  return fixed[0] ?? null;
}

const notImages = (graph: Graph, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_ENCODER_INPUT", "the encoder does not take images", {
    kind: "weights",
    where: `graph ${graph.name}`,
    expected: `${expected}: batch x planes x height x width, or batch x height x width x planes`,
    received,
    fix: "export the part of the model that encodes images",
  });

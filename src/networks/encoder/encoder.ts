/** Somebody's encoder as a base: images as Roentgen has them in, pooled features out. */
import { type Dimension, extract, type Graph, GraphBuilder, type ValueType } from "../../graph/index.ts";
import { RoentgenError } from "../../util/error.ts";
import type { Base } from "../base.ts";
import { FEATURES } from "../head.ts";
import { INPUT } from "../network.ts";
import { type EncoderInput, encoderInput } from "./input.ts";

/** How pixels or tokens become one vector; first: the first token, which many vision transformers train for that. */
export const POOLINGS = ["mean", "first"] as const;
export type Pooling = (typeof POOLINGS)[number];

export interface Encoder {
  /** With nothing left in it but what computes `features`. */
  readonly graph: Graph;
  readonly input: EncoderInput;
  /** Name of a value: batch x channels; or batch x tokens x channels, or pixels, still to be pooled. */
  readonly features: string;
}

/** Throws E_ENCODER_INPUT where `features` are not computed from images alone. */
export function encoderOf(model: Graph, features: string): Encoder {
  const graph = extract(model, { outputs: [features] });
  return { graph, input: encoderInput(graph), features };
}

interface Sizes {
  readonly imageSize: number;
  readonly batch: Dimension;
}

/** From INPUT to the encoder's features as they are, whose type and shape nobody has stated yet. */
export function encoderAlone(encoder: Encoder, sizes: Sizes): Graph {
  const g = new GraphBuilder(encoder.graph.name);
  const features = embed(g, encoder, sizes, new Map());
  return { ...g.build(), outputs: [features] };
}

export interface EncoderChoices extends Sizes {
  readonly name: string;
  readonly pooling: Pooling;
}

/** seen: type and shape that the encoder's features have. Throws E_ENCODER_FEATURES where they cannot be pooled. */
export function encoderBase(encoder: Encoder, choices: EncoderChoices, seen: ValueType): Base {
  const { batch, pooling, name } = choices;
  const channels = channelsOf(encoder.features, seen);
  const g = new GraphBuilder(name);
  const stated = { ...seen, shape: [batch, ...seen.shape.slice(1)] };
  const features = embed(g, encoder, choices, new Map([[encoder.features, stated]]));
  const pooled = g.within("pooling", () => pool(g, g.cast(features, "float32"), pooling));
  g.op("Reshape", [pooled, g.ints([0, channels])], {}, { name: FEATURES });
  g.output(FEATURES);
  return { name, graph: g.build(), channels, variables: [] };
}

/** Gives the name of the features. What the file states of other values is left behind: it may be of another batch or size. */
function embed(g: GraphBuilder, { graph, input, features }: Encoder, sizes: Sizes, values: Graph["values"]): string {
  g.input(INPUT, { type: "float32", shape: [sizes.batch, input.planes, sizes.imageSize, sizes.imageSize] });
  const image = g.within("input", () => asEncoderTakes(g, input));
  const inner = (value: string): string => (value === input.name ? image : `encoder/${value}`);
  g.include({ ...graph, values }, inner);
  return inner(features);
}

/** The encoder's own layout and type. */
function asEncoderTakes(g: GraphBuilder, { layout, type }: EncoderInput): string {
  const laidOut = layout === "NHWC" ? g.transpose(INPUT, [0, 2, 3, 1]) : INPUT;
  return type === "float32" ? laidOut : g.cast(laidOut, type);
}

/** Pixels stand in the last two axes, or (as in TensorFlow, and in some transformers) before the channels. */
const arePixelsLast = ([, a, b, c]: ValueType["shape"]): boolean => b === c || a !== b;

function channelsOf(name: string, { shape }: ValueType): number {
  const channels = shape.length === 4 && arePixelsLast(shape) ? shape[1] : shape.at(-1);
  if (shape.length >= 2 && shape.length <= 4 && typeof channels === "number") return channels;
  throw new RoentgenError("E_ENCODER_FEATURES", "these are no features that can be pooled", {
    kind: "usage",
    where: `value ${name}`,
    expected: "batch x channels, batch x tokens x channels, or pixels and channels",
    received: shape.join(" x "),
    fix: "name another value of the encoder by --features",
  });
}

/** To batch x channels, with ones after it perhaps. */
function pool(g: GraphBuilder, x: string, pooling: Pooling): string {
  const shape = g.shape(x);
  if (shape.length === 2) return x;
  if (shape.length === 4) return g.op("GlobalAveragePool", [arePixelsLast(shape) ? x : g.transpose(x, [0, 3, 1, 2])]);
  if (pooling === "first") return g.slice(x, [0], [1], [1]);
  const [, tokens, channels] = shape as [Dimension, number, number];
  const planes = g.op("Reshape", [g.transpose(x, [0, 2, 1]), g.ints([0, channels, tokens, 1])]);
  return g.op("GlobalAveragePool", [planes]);
}

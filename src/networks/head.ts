/**
 * The head: global average pooling, dropout twice, a dense layer. Behind a network it makes a classifier; alone, on features that were
 * computed before, it trains in milliseconds.
 */
import { type Dimension, type Graph, GraphBuilder } from "../graph/index.ts";
import type { Network, Variable } from "./network.ts";

/** Pooled features: float32, N x channels. */
export const FEATURES = "features";
/** What the head gives: float32, N x units, before sigmoid or softmax. */
export const LOGIT = "logit";
/** Masks, N x channels: 0 where a feature is dropped, 1 / (1 - rate) where it stays. */
const DROPOUT_MASKS = ["dropout_1", "dropout_2"] as const;

export interface HeadOptions {
  /** 1 for a sigmoid, else the number of classes. */
  readonly units: number;
  /** Whether the graph takes DROPOUT_MASKS as inputs, as training needs it; default false. */
  readonly dropout?: boolean;
}

/** What the head has to learn: head/kernel (channels x units), head/bias. */
export function headVariables(channels: number, units: number): [kernel: Variable, bias: Variable] {
  return [
    {
      name: "head/kernel",
      role: "kernel",
      shape: [channels, units],
      trainable: true,
      initializer: "glorot_uniform",
    },
    { name: "head/bias", role: "bias", shape: [units], trainable: true, initializer: "zeros" },
  ];
}

/** The network up to its pooled features: output FEATURES. */
export function featureGraph(network: Network): Graph {
  const g = GraphBuilder.from(network.graph);
  g.output(pool(g, network));
  return g.build();
}

/** The network with a head: output LOGIT. */
export const classifierGraph = (network: Network, options: HeadOptions): Graph =>
  withHead(featureGraph(network), options);

/** A graph whose output is FEATURES, with a head: output LOGIT. */
export function withHead(base: Graph, options: HeadOptions): Graph {
  const g = GraphBuilder.from(base);
  g.output(addHead(g, FEATURES, options));
  return g.build();
}

/** The head alone: input FEATURES, output LOGIT. */
export function headGraph(channels: number, options: HeadOptions & { readonly batch?: Dimension }): Graph {
  const g = new GraphBuilder("head");
  const features = g.input(FEATURES, { type: "float32", shape: [options.batch ?? "N", channels] });
  g.output(addHead(g, features, options));
  return g.build();
}

/** N x C x H x W to N x C. */
function pool(g: GraphBuilder, { output, channels }: Network): string {
  const pooled = g.op("GlobalAveragePool", [output], {}, { name: `${FEATURES}/pooled` });
  return g.op("Reshape", [pooled, g.ints([0, channels])], {}, { name: FEATURES });
}

/** features * mask_1 * mask_2 . kernel + bias */
function addHead(g: GraphBuilder, features: string, { units, dropout = false }: HeadOptions): string {
  const shape = g.shape(features);
  const masks = dropout ? DROPOUT_MASKS.map((mask) => g.input(mask, { type: "float32", shape })) : [];
  const kept = masks.reduce((x, mask) => g.mul(x, mask), features);
  const dense = headVariables(shape[1] as number, units); // only the batch may be a symbol
  const parameters = dense.map((variable) => g.parameter(variable.name, { type: "float32", shape: variable.shape }));
  return g.op("Gemm", [kept, ...parameters], {}, { name: LOGIT });
}

/**
 * Batch normalisation with the batch's statistics, in blocks; generic/normalization.ts has the formulas. Each takes as few passes over an image
 * as it can: what is a number for each channel is worked out first.
 */
import type { GraphBuilder, Node } from "../../graph/index.ts";
import { moved } from "../generic/normalization.ts";
import { binary } from "./elementwise.ts";
import type { Layout } from "./layout.ts";
import { productSum, reduction } from "./reduction.ts";

/** y, and the moving mean and variance after the step. */
export function batchNormalization(node: Node, layout: Layout): readonly string[] | undefined {
  const [x, gamma, beta, oldMean, oldVariance] = node.inputs as [string, string, string, string, string];
  if (node.attributes.training_mode !== 1 || !layout.isBlocked(x)) return undefined;
  const { epsilon = 1e-5, momentum = 0.9 } = node.attributes as { epsilon?: number; momentum?: number };
  const { build: g } = layout;
  const { mean, centred, variance } = moments(x, layout);
  return [
    affine(centred, { scale: g.mul(gamma, inverseOf(variance, epsilon, g)), offset: beta }, layout),
    moved(g, oldMean, mean, momentum),
    moved(g, oldVariance, variance, momentum),
  ];
}

/** dx, dgamma, dbeta: dx = scale dy - (scale / sqrt(variance + epsilon) dgamma / M) (x - mean) - scale dbeta / M */
export function batchNormalizationGradient(node: Node, layout: Layout): readonly string[] | undefined {
  const [x, gamma, dy] = node.inputs as [string, string, string];
  if (!layout.isBlocked(x)) return undefined;
  const { build: g } = layout;
  const answers = layout.blocked(dy, layout.channels(x)); // dy in the channels of x
  const { centred, variance } = moments(x, layout);
  const inverse = inverseOf(variance, node.attributes.epsilon as number, g);
  const dbeta = g.reshape(perChannel("ReduceSum", answers, layout), g.sizes(gamma));
  const dgamma = g.mul(productSum(answers, centred, layout), inverse);
  const scale = g.mul(gamma, inverse);
  const share = g.neg(g.div(scale, g.scalar(valuesPerChannel(x, layout))));
  const ofMoments = { scale: g.mul(g.mul(share, inverse), dgamma), offset: g.mul(share, dbeta) };
  return [affine(answers, { scale, sum: affine(centred, ofMoments, layout) }, layout), dgamma, dbeta];
}

interface Moments {
  /** [C] */
  readonly mean: string;
  /** x - mean */
  readonly centred: string;
  /** [C] */
  readonly variance: string;
}

function moments(x: string, layout: Layout): Moments {
  const { build: g } = layout;
  const mean = perChannel("ReduceMean", x, layout);
  const [centred] = binary({ operator: "Sub", inputs: [x, mean] }, layout) as [string];
  const squares = productSum(centred, centred, layout);
  const count = g.scalar(valuesPerChannel(x, layout));
  return { mean: g.reshape(mean, g.sizes(squares)), centred, variance: g.div(squares, count) };
}

function valuesPerChannel(x: string, layout: Layout): number {
  const [n, , height, width] = layout.sizes(x);
  return n * height * width;
}

/** [1, C, 1, 1] */
function perChannel(operator: "ReduceMean" | "ReduceSum", x: string, layout: Layout): string {
  return reduction({ operator, inputs: [x, layout.build.ints([0, 2, 3])], attributes: { keepdims: 1 } }, layout)![0]!;
}

/** 1 / sqrt(variance + epsilon) */
const inverseOf = (variance: string, epsilon: number, g: GraphBuilder): string =>
  g.reciprocal(g.sqrt(g.add(variance, g.scalar(epsilon))));

interface Affine {
  /** [C] */
  readonly scale: string;
  /** [C] */
  readonly offset?: string;
  /** As x. */
  readonly sum?: string;
}

/** x scale + offset + sum, as a depthwise convolution of single pixels: one pass over x. */
function affine(x: string, { scale, offset, sum }: Affine, layout: Layout): string {
  const channels = layout.channels(x);
  const filled = layout.width(channels);
  const kernel = layout.build.reshape(layout.fillUp(scale, 0, channels), [filled, 1, 1, 1]);
  const bias = offset === undefined ? "" : layout.fillUp(offset, 0, channels);
  const inputs = [x, kernel, bias, ...(sum === undefined ? [] : [sum])];
  return layout.mark(layout.op("Conv", inputs, { kernel_shape: [1, 1], group: filled }), channels);
}

/**
 * Batch normalisation with the batch's statistics: ONNX Runtime's own operator takes stored ones only, so it is given the batch's. It works on
 * x - mean, which the variance needs anyway: x scale + (beta - mean scale) would lose digits where the mean is large beside the deviation.
 */
import { channelMoments, type GraphBuilder, type Node } from "../../graph/index.ts";

/** Outputs: y, and the moving mean and variance after the step: old momentum + batch (1 - momentum), as old + (batch - old) (1 - momentum). */
export function batchNormalization(node: Node, g: GraphBuilder): readonly string[] | undefined {
  if (node.attributes.training_mode !== 1) return undefined;
  const [x, gamma, beta, oldMean, oldVariance] = node.inputs as [string, string, string, string, string];
  const { epsilon = 1e-5, momentum = 0.9 } = node.attributes as { epsilon?: number; momentum?: number };
  const channels = g.sizes(gamma);
  const moments = channelMoments(g, x);
  const mean = g.reshape(moments.mean, channels);
  const variance = g.reshape(moments.variance, channels);
  const zeros = g.floats(new Float64Array(channels[0]!));
  const y = g.op("BatchNormalization", [moments.centred, gamma, beta, zeros, variance], { epsilon });
  return [y, moved(g, oldMean, mean, momentum), moved(g, oldVariance, variance, momentum)];
}

/** old momentum + now (1 - momentum) */
export const moved = (g: GraphBuilder, old: string, now: string, momentum: number): string =>
  momentum === 0 ? now : g.add(old, g.mul(g.sub(now, old), g.scalar(1 - momentum)));

/**
 * dx, dgamma, dbeta. With h = (x - mean) / sqrt(variance + epsilon), M values a channel: dbeta = sum dy, dgamma = sum dy h,
 * dx = gamma / sqrt(variance + epsilon) (dy - dbeta / M - h dgamma / M)   (Ioffe and Szegedy 2015).
 */
export function batchNormalizationGradient({ inputs, attributes }: Node, g: GraphBuilder): readonly string[] {
  const [x, gamma, dy] = inputs as [string, string, string];
  const { centred, variance } = channelMoments(g, x);
  const inverse = g.reciprocal(g.sqrt(g.add(variance, g.scalar(attributes.epsilon as number))));
  const dbeta = g.reduceSum(dy, [0, 2, 3], 1);
  const dgamma = g.mul(g.reduceSum(g.mul(dy, centred), [0, 2, 3], 1), inverse);
  const [n, channels, height, width] = g.sizes(x) as [number, number, number, number];
  const count = g.scalar(n * height * width);
  const along = g.mul(centred, g.mul(inverse, g.div(dgamma, count)));
  const scale = g.mul(g.reshape(gamma, [1, channels, 1, 1]), inverse);
  const dx = g.mul(g.sub(g.sub(dy, g.div(dbeta, count)), along), scale);
  return [dx, g.reshape(dgamma, [channels]), g.reshape(dbeta, [channels])];
}

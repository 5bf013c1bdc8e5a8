/** The rule of batch normalisation, y = gamma (x - mean) / sqrt(variance + epsilon) + beta, with the batch's or the stored statistics. */
import { channelMoments, type GraphBuilder } from "../../graph/index.ts";
import { type Rule, single } from "../rule.ts";

const PIXELS = [0, 2, 3];

/** A value per channel as [1, C, 1, 1]. */
const perChannel = (g: GraphBuilder, value: string): string => g.reshape(value, [1, g.sizes(value)[0]!, 1, 1]);

const flat = (g: GraphBuilder, value: string): string => g.reshape(value, [g.sizes(value)[1]!]);

/**
 * With h = (x - mean) / sqrt(variance + epsilon):  dbeta = sum dy, dgamma = sum dy h.
 * Stored statistics:    dx = dy gamma / sqrt(variance + epsilon).
 * The batch's (M values a channel): dx = gamma / sqrt(variance + epsilon) (dy - dbeta / M - h dgamma / M)   (Ioffe and Szegedy 2015).
 */
const batchNormalization: Rule = single(({ node, inputs: [x, gamma, , storedMean, storedVariance] }, dy, g) => {
  const ofBatch = node.attributes.training_mode === 1;
  const { centred, variance } = ofBatch
    ? channelMoments(g, x!)
    : { centred: g.sub(x!, perChannel(g, storedMean!)), variance: perChannel(g, storedVariance!) };
  const epsilon = g.scalar((node.attributes.epsilon as number | undefined) ?? 1e-5);
  const inverse = g.reciprocal(g.sqrt(g.add(variance, epsilon)));
  const dbeta = g.reduceSum(dy, PIXELS, 1);
  const dgamma = g.mul(g.reduceSum(g.mul(dy, centred), PIXELS, 1), inverse);
  const scale = g.mul(perChannel(g, gamma!), inverse);
  if (!ofBatch) return [g.mul(dy, scale), flat(g, dgamma), flat(g, dbeta)];

  const [n, , height, width] = g.sizes(x!);
  const count = g.scalar(n! * height! * width!);
  const along = g.mul(centred, g.mul(inverse, g.div(dgamma, count)));
  const dx = g.mul(g.sub(g.sub(dy, g.div(dbeta, count)), along), scale);
  return [dx, flat(g, dgamma), flat(g, dbeta)];
});

export const normalizationRules = { BatchNormalization: batchNormalization } satisfies Record<string, Rule>;

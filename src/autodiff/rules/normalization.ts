/** The rule of batch normalisation, y = gamma (x - mean) / sqrt(variance + epsilon) + beta, with the batch's or the stored statistics. */
import type { GraphBuilder } from "../../graph/index.ts";
import { type Rule, single } from "../rule.ts";

const PIXELS = [0, 2, 3];

/** A value per channel as [1, C, 1, 1]. */
const perChannel = (g: GraphBuilder, value: string): string => g.reshape(value, [1, g.sizes(value)[0]!, 1, 1]);

const flat = (g: GraphBuilder, value: string): string => g.reshape(value, [g.sizes(value)[1]!]);

/**
 * With h = (x - mean) / sqrt(variance + epsilon):  dbeta = sum dy, dgamma = sum dy h.
 * Stored statistics:  dx = dy gamma / sqrt(variance + epsilon). The batch's stay a node of our own until a target is chosen.
 */
const batchNormalization: Rule = single(({ node, inputs: [x, gamma, , mean, variance] }, dy, g) => {
  const { epsilon = 1e-5, training_mode } = node.attributes as { epsilon?: number; training_mode?: number };
  if (training_mode === 1) {
    const [dx, dgamma, dbeta] = g.node(
      "BatchNormalizationGradient",
      [x!, gamma!, dy],
      { epsilon },
      { outputs: 3, domain: "roentgen" },
    );
    return [dx, dgamma, dbeta];
  }
  const inverse = g.reciprocal(g.sqrt(g.add(perChannel(g, variance!), g.scalar(epsilon))));
  const centred = g.sub(x!, perChannel(g, mean!));
  const dgamma = g.mul(g.reduceSum(g.mul(dy, centred), PIXELS, 1), inverse);
  return [g.mul(dy, g.mul(perChannel(g, gamma!), inverse)), flat(g, dgamma), flat(g, g.reduceSum(dy, PIXELS, 1))];
});

export const normalizationRules = { BatchNormalization: batchNormalization } satisfies Record<string, Rule>;

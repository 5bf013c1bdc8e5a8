/** Batch normalisation with the batch's statistics, in blocks; of the rest, generic/normalization.ts says why it is done so. */
import type { Node } from "../../graph/index.ts";
import { moved } from "../generic/normalization.ts";
import { binary } from "./elementwise.ts";
import type { Layout } from "./layout.ts";
import { reduction } from "./reduction.ts";

/** y, and the moving mean and variance after the step. */
export function batchNormalization(node: Node, layout: Layout): readonly string[] | undefined {
  const [x, gamma, beta, oldMean, oldVariance] = node.inputs as [string, string, string, string, string];
  if (node.attributes.training_mode !== 1 || !layout.isBlocked(x)) return undefined;
  const { epsilon = 1e-5, momentum = 0.9 } = node.attributes as { epsilon?: number; momentum?: number };
  const { build: g } = layout;
  const mean = channelMean(x, layout);
  const [centred] = binary({ operator: "Sub", inputs: [x, mean] }, layout) as [string];
  const [squared] = binary({ operator: "Mul", inputs: [centred, centred] }, layout) as [string];
  const [now, variance] = [mean, channelMean(squared, layout)].map((value) => g.reshape(value, g.sizes(gamma)));
  const scale = g.div(gamma, g.sqrt(g.add(variance!, g.scalar(epsilon))));
  return [
    affine(centred, scale, beta, layout),
    moved(g, oldMean, now!, momentum),
    moved(g, oldVariance, variance!, momentum),
  ];
}

/** [1, C, 1, 1] */
function channelMean(x: string, layout: Layout): string {
  const inputs = [x, layout.build.ints([0, 2, 3])];
  return reduction({ operator: "ReduceMean", inputs, attributes: { keepdims: 1 } }, layout)![0]!;
}

/** x scale + offset for each channel, as a depthwise convolution of single pixels: one pass over x. */
function affine(x: string, scale: string, offset: string, layout: Layout): string {
  const channels = layout.channels(x);
  const filled = layout.width(channels);
  const kernel = layout.build.reshape(layout.fillUp(scale, 0, channels), [filled, 1, 1, 1]);
  const inputs = [x, kernel, layout.fillUp(offset, 0, channels)];
  return layout.mark(layout.op("Conv", inputs, { kernel_shape: [1, 1], group: filled }), channels);
}

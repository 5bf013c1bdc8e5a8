/**
 * Domain "com.microsoft.nchwc": ONNX Runtime's own layout for its CPU's convolutions. A value declared N x C x H x W lies in memory as
 * N x C / block x H x W x block. The domain is internal to the runtime: it never goes into a file that is kept.
 */
import { type Inference, input, int, known, type OperatorTable } from "./definition.ts";
import { windowOperators } from "./window.ts";

const reorderOutput: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const [batch, , height, width] = shape;
  const channels = int(c, "channels", known(c, shape[1]));
  const last = int(c, "channels_last", 0) === 1;
  return [{ type, shape: last ? [batch!, height!, width!, channels] : [batch!, channels, height!, width!] }];
};

export const blockedOperators = {
  /** Plain to blocked. */
  ReorderInput: { attributes: { channels_last: "int" }, inputs: [1, 1], infer: (c) => [input(c, 0)] },
  /** Blocked to plain, or to N x H x W x C. */
  ReorderOutput: { attributes: { channels: "int", channels_last: "int" }, inputs: [1, 1], infer: reorderOutput },
  /** (x, kernel, bias, sum) -> activation(x * kernel + bias + sum); the kernel is packed, too. */
  Conv: {
    attributes: { ...windowOperators.Conv.attributes, activation: "string", activation_params: "floats" },
    inputs: [2, 4],
    infer: windowOperators.Conv.infer,
  },
  MaxPool: { ...windowOperators.MaxPool, infer: (c) => windowOperators.MaxPool.infer(c).slice(0, 1) },
  AveragePool: windowOperators.AveragePool,
  GlobalAveragePool: windowOperators.GlobalAveragePool,
} satisfies OperatorTable;

/** Rules of convolution and pooling: their gradients stay nodes of our own until a target is chosen. */
import { windowAttributes, windowOf } from "../../graph/index.ts";
import { type Rule, single } from "../rule.ts";

const own = { domain: "roentgen" } as const;

export const windowRules = {
  /** y = x * k + b:  dx = dy correlated back, dk = x correlated with dy, db = sum of dy */
  Conv: single(({ node, inputs: [x, k, b] }, dy, g) => {
    const attributes = windowAttributes(windowOf(node, g.shape(k!)));
    return [
      g.op("ConvInputGradient", [dy, k!], { ...attributes, input_shape: g.sizes(x!) }, own),
      g.op("ConvKernelGradient", [x!, dy], attributes, own),
      b ? g.reduceSum(dy, [0, 2, 3]) : undefined,
    ];
  }),
  /** y = maximum of a window:  dx = dy at the first maximum */
  MaxPool: single(({ node, x, y }, dy, g) => [g.op("MaxPoolGradient", [x, y, dy], node.attributes, own)]),
  /** y = mean of a window:  dx = dy / count, to each pixel of the window */
  AveragePool: single(({ node, x }, dy, g) => [
    g.op("AveragePoolGradient", [dy], { ...node.attributes, input_shape: g.sizes(x) }, own),
  ]),
  /** y = mean over all pixels:  dx = dy / (H W) */
  GlobalAveragePool: single(({ x }, dy, g) => {
    const [, , height, width] = g.sizes(x);
    return [g.expand(g.div(dy, g.scalar(height! * width!)), g.sizes(x))];
  }),
} satisfies Record<string, Rule>;

/** The kernel gradient of a convolution of few channels, as in a stem. */
import { type GraphBuilder, type Node, windowOf } from "../../graph/index.ts";
import * as generic from "../generic/convolution.ts";

/** Products of fewer channels are too small for a GPU. */
const FEW = 16;

/**
 * x [N, I, H, W], dy [N, O, H', W']. Generic makes a product for each of the k places in the kernel, [O, P] x [P, I]; with few channels
 * the pixels that the places saw lie side by side, [N, k I, H', W'], for a single one.
 */
export function convKernelGradient(node: Node, g: GraphBuilder): string {
  const [x, dy] = node.inputs as [string, string];
  const window = windowOf(node);
  const [kh, kw] = window.kernel;
  const channels = g.sizes(x)[1]!;
  if (window.group !== 1 || channels >= FEW || kh * kw === 1) return generic.convKernelGradient(node, g);
  const [, filters, height, width] = g.sizes(dy) as [number, number, number, number];
  const seen = g.concat(generic.pixelsSeen(g, x, window, [height, width]), 1);
  const point = { kernel: [1, 1], strides: [1, 1], dilations: [1, 1], pads: [0, 0, 0, 0], group: 1 } as const;
  const byPlace = g.reshape(generic.dense(g, seen, dy, point), [filters, kh * kw, channels]);
  return g.reshape(g.transpose(byPlace, [0, 2, 1]), [filters, channels, kh, kw]);
}

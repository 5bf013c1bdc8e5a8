/** The gradient of a maximum without indices: each window is compared with its maximum. */
import { type GraphBuilder, type Node, type Window, windowOf } from "../../graph/index.ts";
import { pixelsSeen, transposedConvolution } from "../generic/convolution.ts";

/** Below every pixel: the end of float32. */
const LOWEST = -3.4028234663852886e38;

/**
 * x [N, C, H, W], y and dy [N, C, H', W']. dy goes to the maximum of its window, and is divided among equal ones: what the window sees at
 * each of its k places is compared with y; the shares, [N C, k, H', W'], go back to their pixels by a transposed convolution with ones and zeros.
 */
export function maxPoolGradient(node: Node, g: GraphBuilder): string {
  const [x, y, dy] = node.inputs as [string, string, string];
  const [n, channels, height, width] = g.sizes(x) as [number, number, number, number];
  const [, , down, across] = g.sizes(y) as [number, number, number, number];
  const window = windowOf(node);
  const alone = (value: string): string => g.reshape(value, [n * channels, 1, ...g.sizes(value).slice(2)]);
  const isLargest = g.cast(g.op("Equal", [places(g, alone(x), window, [down, across]), alone(y)]), "float32");
  const share = g.div(alone(dy), g.reduceSum(isLargest, [1], 1));
  const shape = [n * channels, 1, height, width];
  const image = transposedConvolution(g, g.mul(isLargest, share), placing(g, window), window, shape);
  return g.reshape(image, [n, channels, height, width]);
}

/** What the window sees at each of its places: [N C, k, H', W'], of x [N C, 1, H, W]. */
function places(g: GraphBuilder, x: string, window: Window, size: readonly [number, number]): string {
  return g.concat(pixelsSeen(g, padLowest(g, x, window), { ...window, pads: [0, 0, 0, 0] }, size), 1);
}

function padLowest(g: GraphBuilder, x: string, { pads }: Window): string {
  if (pads.every((pad) => pad === 0)) return x;
  const [top, left, bottom, right] = pads;
  return g.op("Pad", [x, g.ints([0, 0, top, left, 0, 0, bottom, right]), g.scalar(LOWEST)]);
}

/** [k, 1, kh, kw]: for each place a kernel that is 1 there. */
function placing(g: GraphBuilder, { kernel: [height, width] }: Window): string {
  const count = height * width;
  const values = Array.from({ length: count * count }, (_, i) => Number(i % count === Math.floor(i / count)));
  return g.floats(values, [count, 1, height, width]);
}

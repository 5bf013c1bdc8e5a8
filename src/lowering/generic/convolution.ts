/** Gradients of convolution from standard operators. x [N, I, H, W], kernel [O, I / group, kh, kw], dy [N, O, H', W']. */
import { type GraphBuilder, type Node, type Window, windowAttributes, windowOf } from "../../graph/index.ts";
import { depthwiseKernelGradient } from "./depthwise.ts";
import { spreadForInput } from "./spread.ts";

/** The largest negative end of a backward slice: through the first element. */
const BEFORE_FIRST = -(2 ** 31);
/** From this many pixels a side on, a product per image and a sum is cheaper than folding the batch into one product. */
const LARGE = 28;

/** dx = dy correlated with the kernel turned by 180 degrees, inputs and filters exchanged; plus another gradient, if there is one. */
export function convInputGradient(node: Node, g: GraphBuilder): string {
  const [dy, kernel, sum] = node.inputs as [string, string, string?];
  const dx = inputGradient(node, dy, kernel, g);
  return sum === undefined ? dx : g.add(dx, sum);
}

function inputGradient(node: Node, dy: string, kernel: string, g: GraphBuilder): string {
  const window = windowOf(node);
  const input = node.attributes.input_shape as readonly number[];
  const strided = window.strides.some((stride) => stride > 1);
  if (strided && window.group === 1) return transposedConvolution(g, dy, kernel, window, input);
  const turned = turn(g, exchange(g, kernel, window.group));
  const { value, pads } = spreadForInput(g, dy, window, input);
  return g.conv(value, turned, undefined, {
    pads,
    dilations: window.dilations,
    group: window.group,
  });
}

/** A strided convolution's gradient; output_padding is what the last stride left over. */
export function transposedConvolution(
  g: GraphBuilder,
  dy: string,
  kernel: string,
  window: Window,
  input: readonly number[],
): string {
  const size = g.sizes(dy);
  const extra = window.kernel.map((k, i) => {
    const covered = (size[i + 2]! - 1) * window.strides[i]! + (k - 1) * window.dilations[i]! + 1;
    return input[i + 2]! - (covered - window.pads[i]! - window.pads[i + 2]!);
  });
  return g.op("ConvTranspose", [dy, kernel], { ...windowAttributes(window), output_padding: extra });
}

/** [O, I / group, kh, kw] -> [I, O / group, kh, kw] */
function exchange(g: GraphBuilder, kernel: string, group: number): string {
  const [filters, perGroup, height, width] = g.sizes(kernel) as [number, number, number, number];
  if (group === 1) return g.transpose(kernel, [1, 0, 2, 3]);
  if (perGroup === 1 && filters === group) return kernel;
  const grouped = g.reshape(kernel, [group, filters / group, perGroup, height, width]);
  return g.reshape(g.transpose(grouped, [0, 2, 1, 3, 4]), [group * perGroup, filters / group, height, width]);
}

function turn(g: GraphBuilder, kernel: string): string {
  const [, , height, width] = g.sizes(kernel);
  if (height === 1 && width === 1) return kernel;
  return g.slice(kernel, [-1, -1], [BEFORE_FIRST, BEFORE_FIRST], [2, 3], [-1, -1]);
}

/** dk = x correlated with dy. */
export function convKernelGradient(node: Node, g: GraphBuilder): string {
  const [x, dy] = node.inputs as [string, string];
  const window = windowOf(node);
  if (window.group === 1) return dense(g, x, dy, window);
  const isDepthwise = [x, dy].every((value) => g.sizes(value)[1] === window.group);
  return isDepthwise ? depthwiseKernelGradient(g, x, dy, window) : groupByGroup(g, x, dy, window);
}

/** For each place in the kernel the pixels that it saw, [N, I, H', W'], times dy. */
export function dense(g: GraphBuilder, x: string, dy: string, window: Window): string {
  const [, filters, height, width] = g.sizes(dy) as [number, number, number, number];
  const channels = g.sizes(x)[1]!;
  const folded = height < LARGE ? fold(g, dy) : undefined;
  const products = pixelsSeen(g, x, window, [height, width]).map((seen) => {
    return folded === undefined ? imageProducts(g, dy, seen) : g.gemm(folded, fold(g, seen), { transB: 1 });
  });
  const [kh, kw] = window.kernel;
  if (products.length === 1) return g.reshape(products[0]!, [filters, channels, 1, 1]);
  const stacked = g.concat(
    products.map((product) => g.reshape(product, [filters, channels, 1])),
    2,
  );
  return g.reshape(stacked, [filters, channels, kh, kw]);
}

/** The pixels of x that each place in the kernel saw: [N, I, height, width] for each. */
export function pixelsSeen(g: GraphBuilder, x: string, window: Window, size: readonly [number, number]): string[] {
  const [top, left, bottom, right] = window.pads;
  const padded = window.pads.some((pad) => pad !== 0) ? g.pad(x, [0, 0, top, left, 0, 0, bottom, right]) : x;
  return places(window).map((place) => shifted(g, padded, window, place, size));
}

const places = ({ kernel: [height, width] }: Window): [number, number][] =>
  Array.from({ length: height * width }, (_, k) => [Math.floor(k / width), k % width]);

/** The pixels of x under place (i, j) of the kernel at each of its positions. */
function shifted(
  g: GraphBuilder,
  x: string,
  { strides, dilations }: Window,
  place: [number, number],
  size: readonly [number, number],
): string {
  const starts = place.map((p, axis) => p * dilations[axis]!);
  const ends = starts.map((start, axis) => start + (size[axis]! - 1) * strides[axis]! + 1);
  const whole =
    starts.every((start, axis) => start === 0 && ends[axis] === g.sizes(x)[axis + 2]) && strides.every((s) => s === 1);
  if (whole) return x;
  return strides.every((s) => s === 1) ? g.slice(x, starts, ends, [2, 3]) : g.slice(x, starts, ends, [2, 3], strides);
}

/** [N, C, H, W] -> [C, N H W] */
function fold(g: GraphBuilder, x: string): string {
  const [n, channels, height, width] = g.sizes(x) as [number, number, number, number];
  const flat = g.reshape(x, [n, channels, height * width]);
  return g.reshape(n === 1 ? flat : g.transpose(flat, [1, 0, 2]), [channels, n * height * width]);
}

/** sum over images of dy_n [O, P] x_n^T [P, I] */
function imageProducts(g: GraphBuilder, dy: string, x: string): string {
  const pixels = (value: string): string => {
    const [n, channels, height, width] = g.sizes(value) as [number, number, number, number];
    return g.reshape(value, [n, channels, height * width]);
  };
  return g.reduceSum(g.matmul(pixels(dy), g.transpose(pixels(x), [0, 2, 1])), [0]);
}

/** Groups of several channels: one dense gradient each. */
function groupByGroup(g: GraphBuilder, x: string, dy: string, window: Window): string {
  const part = (value: string, k: number): string => {
    const size = g.sizes(value)[1]! / window.group;
    return g.slice(value, [k * size], [(k + 1) * size], [1]);
  };
  const one = { ...window, group: 1 };
  return g.concat(
    Array.from({ length: window.group }, (_, k) => dense(g, part(x, k), part(dy, k), one)),
    0,
  );
}

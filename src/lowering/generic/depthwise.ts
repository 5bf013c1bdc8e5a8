/**
 * The kernel's gradient of a depthwise convolution: x [N, C, H, W], dy [N, C, H', W'], dk [C, 1, kh, kw],
 * dk[c, i, j] = sum over n, y, t of x[n, c, s y + d i, s t + d j] dy[n, c, y, t], with stride s, dilation d, and x padded.
 */
import type { GraphBuilder, Window } from "../../graph/index.ts";

/** From this many pixels a side on, rows are cheaper than a convolution with dy as the kernel. */
const LARGE = 14;

export function depthwiseKernelGradient(g: GraphBuilder, x: string, dy: string, window: Window): string {
  const [, , height, width] = g.sizes(dy) as [number, number, number, number];
  return Math.min(height, width) >= LARGE ? byRows(g, x, dy, window) : byConvolution(g, x, dy, window);
}

/**
 * For each row i of the kernel a product over images and rows, P[c, w, t] = sum over n, y of x[n, c, s y + d i, w] dy[n, c, y, t]; dk[c, i, j]
 * is the sum of a diagonal of it, w = s t + d j.
 */
function byRows(g: GraphBuilder, x: string, dy: string, { kernel, pads, strides, dilations }: Window): string {
  const [n, channels, height, width] = g.sizes(dy) as [number, number, number, number];
  const [top, left, bottom, right] = pads;
  const padded = pads.some((pad) => pad !== 0) ? g.pad(x, [0, 0, top, left, 0, 0, bottom, right]) : x;
  const columns = g.sizes(padded)[3]!;
  const byChannel = (value: string): string => g.transpose(value, [1, 0, 2, 3]); // C x N x rows x columns
  const [seen, answers] = [byChannel(padded), g.reshape(byChannel(dy), [channels, n * height, width])];
  const products = Array.from({ length: kernel[0] }, (_, i) => {
    const start = i * dilations[0];
    const end = start + (height - 1) * strides[0] + 1;
    const rows = g.slice(seen, [start], [end], [2], strides[0] === 1 ? undefined : [strides[0]]);
    const lines = g.transpose(g.reshape(rows, [channels, n * height, columns]), [0, 2, 1]); // ONNX Runtime multiplies without moving it
    return g.reshape(g.matmul(lines, answers), [channels, 1, columns * width]);
  });
  const stacked = g.concat(products, 1); // C x kh x (columns x W')
  const diagonals = Array.from({ length: kernel[1] }, (_, j) => {
    const start = j * dilations[1] * width;
    const step = strides[1] * width + 1;
    const diagonal = g.slice(stacked, [start], [start + (width - 1) * step + 1], [2], [step]);
    return g.reshape(diagonal, [channels, kernel[0], 1, width]);
  });
  return g.reshape(g.reduceSum(g.concat(diagonals, 2), [3]), [channels, 1, ...kernel]);
}

/** Every image and channel is a group of its own, whose kernel is its dy; strides become dilations and the other way round. */
function byConvolution(g: GraphBuilder, x: string, dy: string, { kernel, pads, strides, dilations }: Window): string {
  const [n, channels, height, width] = g.sizes(x) as [number, number, number, number];
  const [, , outHeight, outWidth] = g.sizes(dy) as [number, number, number, number];
  const [kh, kw] = kernel;
  const correlated = g.conv(
    g.reshape(x, [1, n * channels, height, width]),
    g.reshape(dy, [n * channels, 1, outHeight, outWidth]),
    undefined,
    { strides: dilations, dilations: strides, pads, group: n * channels },
  );
  const [, , rows, cells] = g.sizes(correlated);
  const fits = rows === kh && cells === kw ? correlated : g.slice(correlated, [0, 0], [kh, kw], [2, 3]);
  return g.reduceSum(g.reshape(fits, [n, channels, 1, kh, kw]), [0]);
}

/** Kernels' gradients in blocks. x [N, C, H, W], dy [N, O, H', W'], dk [O, C / group, kh, kw]. */
import { isPoint, type Node, type Window, windowAttributes, windowOf } from "../../graph/index.ts";
import { FEW, type Layout } from "./layout.ts";
import { padded } from "./spread.ts";

/** From this many pixels on, a product per image and a sum is cheaper than folding the batch into one product. */
const LARGE = 28 * 28;
/** From this many on, a convolution with dy as its kernel is cheaper than a product for each place. */
const LARGEST = 56 * 56;

/** dk = x correlated with dy: for each place in the kernel, dy times the pixels that it saw. */
export function convKernelGradient(node: Node, layout: Layout): readonly string[] | undefined {
  const [x, dy] = node.inputs as [string, string];
  const window = windowOf(node);
  if (!layout.fits(dy)) return undefined;
  if (window.group > 1) return depthwise(x, dy, window, layout);
  if (isForConvolution(x, dy, window, layout)) return [byConvolution(x, dy, window, layout)];
  if (!layout.fits(x)) return undefined;
  const products = isPoint(window) ? pointProduct(x, dy, window, layout) : placeProducts(x, dy, window, layout);
  const { build: g } = layout;
  const [places, filters, channels] = g.sizes(products) as [number, number, number];
  const flat = g.reshape(products, [places, filters * channels]);
  const byFilter = g.reshape(places === 1 ? flat : g.transpose(flat, [1, 0]), [filters, channels, ...window.kernel]);
  return [layout.withoutGaps(layout.withoutGaps(byFilter, 0, layout.channels(dy)), 1, layout.channels(x))];
}

/** The sum over images and pixels of dy x^T, [1, O, C] with gaps. */
function pointProduct(x: string, dy: string, { strides }: Window, layout: Layout): string {
  const { build: g } = layout;
  const [seen, answers] = [every(layout.blocked(x), strides, layout), layout.blocked(dy)];
  const [n, filters, height, width] = layout.sizes(answers);
  const area = height * width;
  const channels = layout.sizes(seen)[1];
  if (area < LARGE) return g.reshape(product(g, folded(answers, layout), folded(seen, layout)), [1, filters, channels]);
  const pixels = (name: string): string => {
    const [, count] = layout.sizes(name);
    return g.reshape(layout.op("ReorderOutput", [name], { channels: count }), [n, count, area]);
  };
  return g.reduceSum(product(g, pixels(answers), pixels(seen)), [0], 1);
}

/** The pixels that a stride keeps. */
function every(x: string, strides: Window["strides"], layout: Layout): string {
  if (strides.every((stride) => stride === 1)) return x;
  const [n, , height, width] = layout.sizes(x);
  const kept = layout.build.slice(layout.images(x), [0, 0], [height, width], [1, 2], strides);
  return layout.fromImages(kept, n, layout.channels(x));
}

const product = (g: Layout["build"], a: string, b: string): string =>
  g.op("FusedMatMul", [a, b], { transB: 1 }, { domain: "com.microsoft" });

/** [N, C, H, W] in blocks to plain [C, N H W]. */
function folded(x: string, layout: Layout): string {
  const { build: g, block } = layout;
  const [n, channels, height, width] = layout.sizes(x);
  const byBlock = g.transpose(g.reshape(x, [n, channels / block, height * width * block]), [1, 0, 2]);
  const wide = g.reshape(byBlock, [1, channels, n * height, width]);
  return g.reshape(layout.op("ReorderOutput", [wide], { channels }), [channels, n * height * width]);
}

/** For each place in the kernel dy times the pixels that it saw, [kh kw, O, C] with gaps. */
function placeProducts(x: string, dy: string, window: Window, layout: Layout): string {
  const { build: g } = layout;
  const seen = layout.blocked(x);
  const [n, channels] = layout.sizes(seen);
  const [, filters, height, width] = layout.sizes(layout.blocked(dy));
  const last = layout.op("ReorderOutput", [seen], { channels, channels_last: 1 });
  const [top, left, bottom, right] = window.pads;
  const padded = window.pads.some((pad) => pad > 0) ? g.pad(last, [0, top, left, 0, 0, bottom, right, 0]) : last;
  const answers = folded(layout.blocked(dy), layout);
  const [kh, kw] = window.kernel;
  const products = Array.from({ length: kh * kw }, (_, place) => {
    const starts = [Math.floor(place / kw) * window.dilations[0], (place % kw) * window.dilations[1]];
    const ends = [starts[0]! + (height - 1) * window.strides[0] + 1, starts[1]! + (width - 1) * window.strides[1] + 1];
    const pixels = g.reshape(g.slice(padded, starts, ends, [1, 2], window.strides), [n * height * width, channels]);
    return g.reshape(g.gemm(answers, pixels), [1, filters, channels]);
  });
  return g.concat(products, 0);
}

/** Few channels, or large images: products of small matrices are slow. The batch takes the place of channels: less than a block, or whole blocks. */
function isForConvolution(x: string, dy: string, window: Window, layout: Layout): boolean {
  const [n, channels] = layout.sizes(x);
  const [, , height, width] = layout.sizes(dy);
  const fits = n < layout.block || n % layout.block === 0;
  return !isPoint(window) && fits && (channels <= FEW || height * width >= LARGEST);
}

/** x [C, N, H, W] correlated with dy [O, N, H', W'] as the kernel; strides become dilations and the other way round. */
function byConvolution(x: string, dy: string, window: Window, layout: Layout): string {
  const { build: g } = layout;
  const answers = layout.blocked(dy);
  const [n, filters, height, width] = layout.sizes(answers);
  const [top, left, bottom, right] = window.pads;
  // where the kernel reaches beyond an image, ONNX Runtime computes place by place: a third of the speed with zeros that are not in memory
  const byChannel = g.transpose(layout.plain(x), [1, 0, 2, 3]);
  const whole = window.pads.every((pad) => pad === 0)
    ? byChannel
    : g.pad(byChannel, [0, 0, top, left, 0, 0, bottom, right]);
  const images = n < layout.block ? whole : layout.op("ReorderInput", [whole]);
  const over = windowAttributes(exchanged({ ...window, pads: [0, 0, 0, 0] }, [height, width], 1));
  const seen = filterParts(asKernel(answers, layout), layout).map((part) => layout.op("Conv", [images, part], over));
  const all = seen.length === 1 ? seen[0]! : g.concat(seen, 1);
  const plain = layout.op("ReorderOutput", [all], { channels: filters });
  const byFilter = g.transpose(cut(plain, [2, 3], window.kernel, layout), [1, 0, 2, 3]);
  return layout.withoutGaps(byFilter, 0, layout.channels(dy));
}

/** A kernel of more values (24 MB) does not stay in the cache: every place of the result would read it from memory. */
const LARGEST_KERNEL = 6 * 2 ** 20;

/** Whole blocks of filters, each part as large as the cache allows. */
function filterParts(kernel: string, { build: g, block }: Layout): string[] {
  const [filters, ...others] = g.sizes(kernel) as [number, ...number[]];
  const perFilter = others.reduce((a, b) => a * b);
  const size = Math.max(block, Math.floor(LARGEST_KERNEL / perFilter / block) * block);
  if (size >= filters) return [kernel];
  const starts = Array.from({ length: Math.ceil(filters / size) }, (_, i) => i * size);
  return starts.map((start) => g.slice(kernel, [start], [Math.min(start + size, filters)], [0]));
}

/** dy as a kernel: O/B x N x H' x W' x B (of O), or where images fill blocks O/B x N/B x H' x W' x B (of N) x B (of O). Declared O x N x H' x W'. */
function asKernel(dy: string, layout: Layout): string {
  const { build: g, block } = layout;
  const [n, filters, height, width] = layout.sizes(dy);
  const area = height * width;
  const blocks =
    n < block
      ? g.transpose(g.reshape(dy, [n, filters / block, area * block]), [1, 0, 2])
      : g.transpose(g.reshape(dy, [n / block, block, filters / block, area, block]), [2, 0, 3, 1, 4]);
  return g.reshape(blocks, [filters, n, height, width]);
}

/** The window of dy over x: what was its stride dilates it. */
function exchanged({ pads, strides, dilations }: Window, kernel: Window["kernel"], group: number): Window {
  return { kernel, strides: dilations, dilations: strides, pads, group };
}

function cut(value: string, axes: readonly [number, number], size: Window["kernel"], { build: g }: Layout): string {
  return axes.every((axis, i) => g.sizes(value)[axis] === size[i]) ? value : g.slice(value, [0, 0], [...size], axes);
}

/** From this many pixels a side on, ONNX Runtime is faster with the zeros around an image in memory. */
const PADDED = 14;

/** Each channel of each image is a group of its own, whose kernel is its dy; dk is the sum over the images. */
function depthwise(x: string, dy: string, window: Window, layout: Layout): readonly string[] | undefined {
  const { build: g, block } = layout;
  const channels = layout.channels(x);
  const isOneToOne = [x, dy].every((name) => layout.fits(name) && count(name, layout) === window.group);
  if (!isOneToOne) return undefined;
  const answers = layout.blocked(dy, channels);
  const [n, filled, height, width] = layout.sizes(answers);
  const isWide = window.strides.every((stride) => stride === 1) && height >= PADDED;
  const seen = isWide ? padded(layout.blocked(x), window.pads, layout) : layout.blocked(x);
  const [, , rows, columns] = layout.sizes(seen);
  const over = exchanged(isWide ? { ...window, pads: [0, 0, 0, 0] } : window, [height, width], n * filled);
  const images = g.reshape(seen, [1, n * filled, rows, columns]);
  const correlated = layout.op(
    "Conv",
    [images, g.reshape(answers, [n * filled, 1, height, width])],
    windowAttributes(over),
  );
  const [, , kh, kw] = layout.sizes(correlated);
  const byImage = cut(g.reshape(correlated, [n, filled / block, kh, kw, block]), [2, 3], window.kernel, layout);
  const places = window.kernel[0] * window.kernel[1];
  const byBlock = g.reshape(g.reduceSum(byImage, [0]), [filled / block, places, block]);
  const byChannel = g.reshape(g.transpose(byBlock, [0, 2, 1]), [filled, 1, ...window.kernel]);
  return [layout.withoutGaps(byChannel, 0, channels)];
}

const count = (name: string, layout: Layout): number => layout.channels(name).reduce((a, b) => a + b);

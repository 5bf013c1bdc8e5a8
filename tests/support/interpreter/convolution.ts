/**
 * Convolution and the two maps that are linear in its result: from a result's gradient back to the image (which is also ConvTranspose) and
 * to the kernel. Images are N C H W, kernels O I H W with I per group. What a group's taps see of an image is written down as a matrix, and
 * all three are products with it (Chellapilla, Puri and Simard 2006).
 */
import type { Call, Operators } from "./operator.ts";
import { type Matrix, product, transposed } from "./product.ts";
import { type FloatTensor, sizeOf, zeros } from "./tensor.ts";
import { type Tap, tapsOf, type Window, windowOf } from "./window.ts";

interface Sizes {
  readonly batch: number;
  /** Channels of the image and of the result. */
  readonly channels: number;
  readonly filters: number;
  readonly group: number;
  readonly window: Window;
}

/** One group of an image's channels, and the filters that look at them. */
interface Part {
  /** Channels x pixels of the image. */
  readonly image: Matrix;
  /** Filters x positions of the result. */
  readonly result: Matrix;
  /** Filters x (channels and their taps). */
  readonly kernel: Matrix;
}

/** Calls `visit` for every image and group; matrices are views into the tensors' data. */
function eachPart(
  { batch, channels, filters, group, window }: Sizes,
  { image, result, kernel }: Readonly<Record<keyof Part, FloatTensor>>,
  visit: (part: Part) => void,
): void {
  const part = (tensor: FloatTensor, index: number, rows: number, columns: number): Matrix => {
    const size = rows * columns;
    return { rows, columns, data: tensor.data.subarray(index * size, (index + 1) * size) };
  };
  const [inputs, outputs] = [channels / group, filters / group];
  const [pixels, positions, taps] = [sizeOf(window.input), sizeOf(window.output), sizeOf(window.kernel)];
  for (let index = 0; index < batch * group; index++) {
    visit({
      image: part(image, index, inputs, pixels),
      result: part(result, index, outputs, positions),
      kernel: part(kernel, index % group, outputs, inputs * taps),
    });
  }
}

/** What the taps see of an image: a row for each channel and tap, a column for each position; padding is 0. */
function seenBy(taps: readonly Tap[], image: Matrix, positionCount: number): Matrix {
  const rows = image.rows * taps.length;
  const data = new Float64Array(rows * positionCount);
  for (let row = 0; row < rows; row++) {
    const { positions, sources } = taps[row % taps.length]!;
    const [to, from] = [row * positionCount, Math.floor(row / taps.length) * image.columns];
    for (let k = 0; k < positions.length; k++) data[to + positions[k]!] = image.data[from + sources[k]!]!;
  }
  return { rows, columns: positionCount, data };
}

/** The same map the other way: every pixel gets the sum of what has been made of it. */
function giveBack(seen: Matrix, taps: readonly Tap[], image: Matrix): void {
  for (let row = 0; row < seen.rows; row++) {
    const { positions, sources } = taps[row % taps.length]!;
    const [from, to] = [row * seen.columns, Math.floor(row / taps.length) * image.columns];
    for (let k = 0; k < positions.length; k++) image.data[to + sources[k]!]! += seen.data[from + positions[k]!]!;
  }
}

function convolve(x: FloatTensor, kernel: FloatTensor, sizes: Sizes): FloatTensor {
  const taps = tapsOf(sizes.window);
  const y = zeros([sizes.batch, sizes.filters, ...sizes.window.output]);
  eachPart(sizes, { image: x, result: y, kernel }, (part) => {
    part.result.data.set(product(part.kernel, seenBy(taps, part.image, part.result.columns)).data);
  });
  return y;
}

/** What the transposed convolution makes of dy: every position gives its value, times the kernel, to what it saw. */
function spread(dy: FloatTensor, kernel: FloatTensor, sizes: Sizes): FloatTensor {
  const taps = tapsOf(sizes.window);
  const dx = zeros([sizes.batch, sizes.channels, ...sizes.window.input]);
  eachPart(sizes, { image: dx, result: dy, kernel }, (part) => {
    giveBack(product(transposed(part.kernel), part.result), taps, part.image);
  });
  return dx;
}

function correlate(x: FloatTensor, dy: FloatTensor, sizes: Sizes): FloatTensor {
  const taps = tapsOf(sizes.window);
  const dkernel = zeros([sizes.filters, sizes.channels / sizes.group, ...sizes.window.kernel]);
  eachPart(sizes, { image: x, result: dy, kernel: dkernel }, (part) => {
    const { data } = product(part.result, transposed(seenBy(taps, part.image, part.result.columns)));
    for (let i = 0; i < data.length; i++) part.kernel.data[i]! += data[i]!;
  });
  return dkernel;
}

function withBias(y: FloatTensor, bias: FloatTensor | undefined): FloatTensor {
  if (bias === undefined) return y;
  const plane = sizeOf(y.shape.slice(2));
  return { shape: y.shape, data: y.data.map((v, i) => v + bias.data[Math.floor(i / plane) % bias.data.length]!) };
}

function conv(call: Call): FloatTensor {
  const [x, kernel] = [call.input(0), call.input(1)];
  const [batch, channels, ...image] = x.shape as [number, number, ...number[]];
  const window = windowOf(call, image, kernel.shape.slice(2));
  const sizes = { batch, channels, filters: kernel.shape[0]!, group: call.number("group", 1), window };
  return withBias(convolve(x, kernel, sizes), call.inputs[2]);
}

/** Relu(x * k + bias + sum); bias, sum and Relu as far as they are there. */
export function fusedConv(call: Call): FloatTensor {
  const sum = call.inputs[3];
  const isActivated = call.text("activation", "") === "Relu";
  const { shape, data } = conv(call);
  const finish = (value: number): number => (isActivated ? Math.max(0, value) : value);
  return { shape, data: data.map((value, i) => finish(value + (sum?.data[i] ?? 0))) };
}

/** The window of a convolution that would make x of this node's output. */
function transposedWindow(call: Call, x: readonly number[], kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1);
  const zero = kernel.map(() => 0);
  const strides = call.numbers("strides") ?? ones;
  const dilations = call.numbers("dilations") ?? ones;
  const extra = call.numbers("output_padding") ?? zero;
  const pads = call.numbers("pads") ?? [...zero, ...zero];
  const mode = call.text("auto_pad", "NOTSET");
  const asked =
    call.numbers("output_shape") ?? (mode.startsWith("SAME") ? x.map((d, i) => d * strides[i]!) : undefined);
  const whole = x.map((d, i) => (d - 1) * strides[i]! + extra[i]! + (kernel[i]! - 1) * dilations[i]! + 1);
  const totals = whole.map((d, i) => (asked ? d - asked[i]! : pads[i]! + pads[i + kernel.length]!));
  const half = mode === "SAME_UPPER" ? Math.floor : Math.ceil;
  const begins = asked ? totals.map((total) => half(total / 2)) : pads.slice(0, kernel.length);
  const input = whole.map((d, i) => d - totals[i]!);
  return { input, kernel, output: x, strides, dilations, begins, ends: totals.map((total, i) => total - begins[i]!) };
}

function convTranspose(call: Call): FloatTensor {
  const [x, kernel] = [call.input(0), call.input(1)];
  const [batch, filters, ...image] = x.shape as [number, number, ...number[]];
  const group = call.number("group", 1);
  const window = transposedWindow(call, image, kernel.shape.slice(2));
  const channels = kernel.shape[1]! * group;
  return withBias(spread(x, kernel, { batch, channels, filters, group, window }), call.inputs[2]);
}

/** (dy, kernel, sum) -> dx + sum, with the attributes of the Conv and `input_shape`, N C H W. */
export function convInputGradient(call: Call): FloatTensor {
  const [dy, kernel] = [call.input(0), call.input(1)];
  const [, channels, ...image] = call.numbers("input_shape") as [number, number, ...number[]];
  const window = windowOf(call, image, kernel.shape.slice(2));
  const [batch, filters] = dy.shape as [number, number];
  const dx = spread(dy, kernel, { batch, channels, filters, group: call.number("group", 1), window });
  const sum = call.inputs[2];
  return { shape: dx.shape, data: dx.data.map((value, i) => value + (sum?.data[i] ?? 0)) };
}

/** (x, dy) -> dkernel, with the attributes of the Conv; `kernel_shape` is H W. */
export function convKernelGradient(call: Call): FloatTensor {
  const [x, dy] = [call.input(0), call.input(1)];
  const [batch, channels, ...image] = x.shape as [number, number, ...number[]];
  const window = windowOf(call, image, call.numbers("kernel_shape")!);
  return correlate(x, dy, { batch, channels, filters: dy.shape[1]!, group: call.number("group", 1), window });
}

export const convolution: Operators = {
  Conv: (call) => [conv(call)],
  ConvTranspose: (call) => [convTranspose(call)],
};

/**
 * Convolution and the two maps that are linear in its result: from a result's gradient back to the image (which is also ConvTranspose) and
 * to the kernel. Images are N C H W, kernels O I H W with I per group; one loop goes over batch, channels and taps for all three.
 */
import type { Call, Operators } from "./operator.ts";
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

/** Calls `visit` for every image, filter and channel that meet: offsets of the planes of image and result, and of the kernel's first tap. */
function eachPair(sizes: Sizes, visit: (image: number, result: number, kernel: number) => void): void {
  const { batch, channels, filters, group, window } = sizes;
  const perGroup = channels / group;
  const [imageSize, resultSize, taps] = [sizeOf(window.input), sizeOf(window.output), sizeOf(window.kernel)];
  for (let n = 0; n < batch; n++) {
    for (let m = 0; m < filters; m++) {
      const first = Math.floor(m / (filters / group)) * perGroup;
      for (let c = 0; c < perGroup; c++) {
        visit((n * channels + first + c) * imageSize, (n * filters + m) * resultSize, (m * perGroup + c) * taps);
      }
    }
  }
}

/** A plane inside a tensor: the values and where it starts. (A subarray for every plane would cost more than a small plane's products.) */
type Plane = readonly [data: Float64Array, start: number];

/** y[position] += factor x[source] */
function gatherTap([y, yStart]: Plane, [x, xStart]: Plane, { positions, sources }: Tap, factor: number): void {
  for (let k = 0; k < positions.length; k++) y[yStart + positions[k]!]! += factor * x[xStart + sources[k]!]!;
}

/** x[source] += factor y[position] */
function scatterTap([x, xStart]: Plane, [y, yStart]: Plane, { positions, sources }: Tap, factor: number): void {
  for (let k = 0; k < positions.length; k++) x[xStart + sources[k]!]! += factor * y[yStart + positions[k]!]!;
}

/** The sum of y[position] x[source] */
function correlateTap([y, yStart]: Plane, [x, xStart]: Plane, { positions, sources }: Tap): number {
  let total = 0;
  for (let k = 0; k < positions.length; k++) total += y[yStart + positions[k]!]! * x[xStart + sources[k]!]!;
  return total;
}

function convolve(x: FloatTensor, kernel: FloatTensor, sizes: Sizes): FloatTensor {
  const taps = tapsOf(sizes.window);
  const y = zeros([sizes.batch, sizes.filters, ...sizes.window.output]);
  eachPair(sizes, (image, result, first) => {
    taps.forEach((tap, t) => {
      gatherTap([y.data, result], [x.data, image], tap, kernel.data[first + t]!);
    });
  });
  return y;
}

/** What the transposed convolution makes of dy: every position gives its value, times the kernel, to what it saw. */
function spread(dy: FloatTensor, kernel: FloatTensor, sizes: Sizes): FloatTensor {
  const taps = tapsOf(sizes.window);
  const dx = zeros([sizes.batch, sizes.channels, ...sizes.window.input]);
  eachPair(sizes, (image, result, first) => {
    taps.forEach((tap, t) => {
      scatterTap([dx.data, image], [dy.data, result], tap, kernel.data[first + t]!);
    });
  });
  return dx;
}

function correlate(x: FloatTensor, dy: FloatTensor, sizes: Sizes): FloatTensor {
  const taps = tapsOf(sizes.window);
  const dkernel = zeros([sizes.filters, sizes.channels / sizes.group, ...sizes.window.kernel]);
  eachPair(sizes, (image, result, first) => {
    taps.forEach((tap, t) => {
      dkernel.data[first + t]! += correlateTap([dy.data, result], [x.data, image], tap);
    });
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

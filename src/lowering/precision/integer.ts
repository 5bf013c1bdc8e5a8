/**
 * Real numbers as integers of 8 bits: real = (integer - zero) * scale (Jacob et al. 2018, Quantization and Training of Neural Networks
 * for Efficient Integer-Arithmetic-Only Inference). Activations: uint8, one scale and zero for a tensor; 0 is exact, so that padding is.
 * Weights: int8, symmetric, one scale for each output channel.
 */
import { roundHalfEven } from "../../util/rounding.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Scale {
  readonly scale: number;
  /** The integer that stands for 0. */
  readonly zero: number;
}

/** Steps from the least integer to the largest. */
export const LEVELS = 255;

/**
 * The largest weight, 7 bits instead of 8: processors without dot products of bytes (AVX2 before VNNI) add two products of uint8 and int8
 * in 16 bits, which hold 2 * 255 * 64 but not 2 * 255 * 127. So the same file gives the same answers everywhere.
 */
export const LARGEST_WEIGHT = 64;

/** The scale of an activation; the range is widened to hold 0. A range of zeros has scale 1. */
export function scaleOf({ low, high }: Range): Scale {
  const [least, most] = [Math.min(0, low), Math.max(0, high)];
  if (most === least) return { scale: 1, zero: 0 };
  // as the file holds it, so that the zero fits
  const scale = Math.fround((most - least) / LEVELS);
  return { scale, zero: Math.min(LEVELS, roundHalfEven((0 - least) / scale)) };
}

export interface IntegerKernel {
  /** O I H W, as the kernel. */
  readonly values: Int8Array;
  /** One for each output channel. */
  readonly scales: Float32Array;
  readonly bias: Int32Array;
}

/** 2^31, less what rounding may add. */
const LARGEST_BIAS = 2 ** 31 - 2 ** 8;

export interface RealKernel {
  /** O I H W, I for each group. */
  readonly values: ArrayLike<number>;
  readonly shape: readonly [number, number, ...number[]];
  readonly bias: ArrayLike<number> | undefined;
}

/** What a kernel is applied to. */
export interface KernelInput {
  readonly scale: number;
  /** Of each channel, over some images. */
  readonly means: ArrayLike<number>;
}

/**
 * The bias, in 32 bits, has the scale of the input times that of the kernel; a channel whose weights are so small that its bias would not fit
 * gets a larger scale. What rounding the weights adds to the output's mean is taken out of the bias (Nagel et al. 2019, Data-Free
 * Quantization Through Weight Equalization and Bias Correction): without it the errors of depthwise kernels add up through a network.
 */
export function integerKernel({ values: real, shape, bias }: RealKernel, input: KernelInput): IntegerKernel {
  const [filters, perGroup] = shape;
  const each = real.length / filters;
  const scales = new Float32Array(filters);
  const values = new Int8Array(real.length);
  const biases = new Int32Array(filters);
  const filtersOfGroup = (filters * perGroup) / input.means.length;
  for (let o = 0; o < filters; o++) {
    const most = largest(real, o * each, each) / LARGEST_WEIGHT;
    const least = Math.abs(bias?.[o] ?? 0) / input.scale / LARGEST_BIAS;
    const scale = Math.fround(Math.max(most, least)) || 1;
    const firstChannel = Math.floor(o / filtersOfGroup) * perGroup;
    let shift = bias?.[o] ?? 0;
    for (let c = 0, at = o * each; c < perGroup; c++) {
      let lost = 0;
      for (const end = at + each / perGroup; at < end; at++) {
        values[at] = limited(roundHalfEven(real[at]! / scale));
        lost += real[at]! - values[at]! * scale;
      }
      shift += lost * input.means[firstChannel + c]!;
    }
    scales[o] = scale;
    biases[o] = roundHalfEven(shift / (input.scale * scale));
  }
  return { values, scales, bias: biases };
}

/** fround may have made the scale a little smaller than the largest weight wants. */
const limited = (value: number): number => Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, value));

function largest(values: ArrayLike<number>, start: number, length: number): number {
  let most = 0;
  for (let i = start; i < start + length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}

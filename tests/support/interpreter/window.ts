/**
 * A window that slides over an image of any number of axes: which element of the image each tap of the kernel sees at each position.
 * Convolution, pooling and their gradients are loops over these pairs.
 */
import type { Call } from "./operator.ts";
import { sizeOf, stridesOf } from "./tensor.ts";

export interface Window {
  /** Sizes, of the spatial axes alone. */
  readonly input: readonly number[];
  readonly kernel: readonly number[];
  readonly output: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after the image, per axis. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

/** One tap of the kernel: at output position positions[k] it sees the image at sources[k]. Where it sees padding, there is no pair. */
export interface Tap {
  readonly positions: Int32Array;
  readonly sources: Int32Array;
}

/** The window of a Conv or pooling node over an image. */
export function windowOf(call: Call, input: readonly number[], kernel: readonly number[]): Window {
  const strides = call.numbers("strides") ?? kernel.map(() => 1);
  const dilations = call.numbers("dilations") ?? kernel.map(() => 1);
  const extents = kernel.map((k, i) => (k - 1) * dilations[i]! + 1);
  const { begins, ends } = padding(call, input, extents, strides);
  const ceil = call.number("ceil_mode", 0) === 1;
  const output = input.map((size, i) => {
    const room = (size + begins[i]! + ends[i]! - extents[i]!) / strides[i]!;
    if (!ceil) return Math.floor(room) + 1;
    const count = Math.ceil(room) + 1;
    // The last window must begin inside the image or the padding before it.
    return (count - 1) * strides[i]! >= size + begins[i]! ? count - 1 : count;
  });
  return { input, kernel, output, strides, dilations, begins, ends };
}

/** As stated; or, for SAME, so that there are ceil(size / stride) positions, the odd element after (UPPER) or before (LOWER) the image. */
function padding(call: Call, input: readonly number[], extents: readonly number[], strides: readonly number[]) {
  const mode = call.text("auto_pad", "NOTSET");
  const pads = call.numbers("pads") ?? [...input, ...input].map(() => 0);
  if (!mode.startsWith("SAME")) return { begins: pads.slice(0, input.length), ends: pads.slice(input.length) };
  const totals = input.map((size, i) =>
    Math.max(0, (Math.ceil(size / strides[i]!) - 1) * strides[i]! + extents[i]! - size),
  );
  const begins = totals.map((total) => (mode === "SAME_LOWER" ? Math.ceil(total / 2) : Math.floor(total / 2)));
  return { begins, ends: totals.map((total, i) => total - begins[i]!) };
}

/** All taps of the kernel, in row-major order. */
export function tapsOf(window: Window): Tap[] {
  const strides = stridesOf(window.kernel);
  return Array.from({ length: sizeOf(window.kernel) }, (_, flat) =>
    tapAt(
      window,
      window.kernel.map((size, axis) => Math.floor(flat / strides[axis]!) % size),
    ),
  );
}

function tapAt(window: Window, tap: readonly number[]): Tap {
  const outputStrides = stridesOf(window.output);
  const inputStrides = stridesOf(window.input);
  let pairs: [position: number, source: number][] = [[0, 0]];
  for (let axis = 0; axis < tap.length; axis++) {
    const along: [number, number][] = [];
    for (let o = 0; o < window.output[axis]!; o++) {
      const i = o * window.strides[axis]! - window.begins[axis]! + tap[axis]! * window.dilations[axis]!;
      if (i >= 0 && i < window.input[axis]!) along.push([o * outputStrides[axis]!, i * inputStrides[axis]!]);
    }
    pairs = pairs.flatMap(([p, s]) => along.map(([o, i]): [number, number] => [p + o, s + i]));
  }
  return { positions: Int32Array.from(pairs, ([p]) => p), sources: Int32Array.from(pairs, ([, s]) => s) };
}

/** How many taps fall on the image at each position, or, with the padding counted, on the image or its padding. */
export function tapCounts(window: Window, countPadding: boolean): Float64Array {
  const none = window.input.map(() => 0);
  const padded = window.input.map((size, i) => size + window.begins[i]! + window.ends[i]!);
  const counts = new Float64Array(sizeOf(window.output));
  for (const { positions } of tapsOf(countPadding ? { ...window, input: padded, begins: none, ends: none } : window)) {
    for (const position of positions) counts[position]!++;
  }
  return counts;
}

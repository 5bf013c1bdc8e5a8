/** Pooling, plane by plane (N C H W, or any number of spatial axes), and its gradients. */
import type { Call, Operators } from "./operator.ts";
import { type FloatTensor, sizeOf, transpose, zeros } from "./tensor.ts";
import { type Tap, tapCounts, tapsOf, type Window, windowOf } from "./window.ts";

const planesOf = ({ shape, data }: FloatTensor): Float64Array[] => {
  const size = sizeOf(shape.slice(2));
  return Array.from({ length: sizeOf(shape.slice(0, 2)) }, (_, k) => data.subarray(k * size, (k + 1) * size));
};

const poolWindow = (call: Call, shape: readonly number[]): Window =>
  windowOf(call, shape.slice(2), call.numbers("kernel_shape")!);

const resultShape = (x: FloatTensor, window: Window): number[] => [...x.shape.slice(0, 2), ...window.output];

/** For each position: where in the plane the largest element of its window lies; of equal ones the first in row-major order. */
function largestPlaces(plane: Float64Array, taps: readonly Tap[], positionCount: number): Int32Array {
  const places = new Int32Array(positionCount).fill(-1);
  for (const { positions, sources } of taps) {
    positions.forEach((position, k) => {
      const best = places[position]!;
      if (best < 0 || plane[sources[k]!]! > plane[best]!) places[position] = sources[k]!;
    });
  }
  return places;
}

/** The largest elements, and their places in the whole tensor (in a plane stored column by column with storage_order 1). */
function maxPool(call: Call): FloatTensor[] {
  const x = call.input(0);
  const window = poolWindow(call, x.shape);
  const planeSize = sizeOf(window.input);
  const named = call.number("storage_order", 0) === 1 ? columnOrder(window.input) : undefined;
  const taps = tapsOf(window);
  const positionCount = sizeOf(window.output);
  const values = zeros(resultShape(x, window));
  const indices = zeros(values.shape);
  planesOf(x).forEach((plane, p) => {
    largestPlaces(plane, taps, positionCount).forEach((place, k) => {
      const at = p * positionCount + k;
      values.data[at] = plane[place]!;
      indices.data[at] = p * planeSize + (named?.[place] ?? place);
    });
  });
  return [values, indices];
}

/** The number that each element of a plane has when the first axis runs fastest. */
function columnOrder(shape: readonly number[]): Float64Array {
  const numbered = { shape: shape.toReversed(), data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => i) };
  return transpose(numbered, shape.map((_, axis) => axis).reverse()).data;
}

const countsOf = (call: Call, window: Window): Float64Array =>
  tapCounts(window, call.number("count_include_pad", 0) === 1);

function averagePool(call: Call): FloatTensor {
  const x = call.input(0);
  const window = poolWindow(call, x.shape);
  const counts = countsOf(call, window);
  const taps = tapsOf(window);
  const y = zeros(resultShape(x, window));
  const results = planesOf(y);
  planesOf(x).forEach((plane, p) => {
    for (const { positions, sources } of taps) {
      positions.forEach((position, k) => {
        results[p]![position]! += plane[sources[k]!]! / counts[position]!;
      });
    }
  });
  return y;
}

/** (x, y, dy) -> dx: each position gives its gradient to the first maximum that it saw. */
export function maxPoolGradient(call: Call): FloatTensor {
  const [x, dy] = [call.input(0), call.input(2)];
  const window = poolWindow(call, x.shape);
  const taps = tapsOf(window);
  const dx = zeros(x.shape);
  const [results, gradients] = [planesOf(dx), planesOf(dy)];
  planesOf(x).forEach((plane, p) => {
    largestPlaces(plane, taps, sizeOf(window.output)).forEach((place, position) => {
      results[p]![place]! += gradients[p]![position]!;
    });
  });
  return dx;
}

/** (dy) -> dx: each position divides its gradient among what it saw; `input_shape` is N C H W. */
export function averagePoolGradient(call: Call): FloatTensor {
  const dy = call.input(0);
  const window = poolWindow(call, call.numbers("input_shape")!);
  const counts = countsOf(call, window);
  const taps = tapsOf(window);
  const dx = zeros([...dy.shape.slice(0, 2), ...window.input]);
  const results = planesOf(dx);
  planesOf(dy).forEach((plane, p) => {
    for (const { positions, sources } of taps) {
      positions.forEach((position, k) => {
        results[p]![sources[k]!]! += plane[position]! / counts[position]!;
      });
    }
  });
  return dx;
}

/** One number for each plane. */
function globalPool(call: Call, f: (plane: Float64Array) => number): FloatTensor {
  const x = call.input(0);
  const shape = x.shape.map((d, axis) => (axis < 2 ? d : 1));
  return { shape, data: Float64Array.from(planesOf(x), f) };
}

export const pooling: Operators = {
  MaxPool: maxPool,
  AveragePool: (call) => [averagePool(call)],
  GlobalAveragePool: (call) => [globalPool(call, (plane) => plane.reduce((a, b) => a + b, 0) / plane.length)],
  GlobalMaxPool: (call) => [globalPool(call, (plane) => plane.reduce((a, b) => Math.max(a, b), -Infinity))],
};

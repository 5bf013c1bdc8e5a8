/** Operators that read from, or write to, places given element by element. */
import type { Call, Operators } from "./operator.ts";
import { type FloatTensor, fromFront, stridesOf } from "./tensor.ts";

/** For every element of `indices`: the place in a tensor of `shape` with the same coordinates, but the index along `axis`. */
function places(indices: FloatTensor, shape: readonly number[], axis: number): number[] {
  const own = stridesOf(indices.shape);
  const strides = stridesOf(shape);
  return Array.from(indices.data, (index, flat) =>
    own.reduce((place, stride, k) => {
      const coordinate = Math.floor(flat / stride) % indices.shape[k]!;
      return place + strides[k]! * (k === axis ? fromFront(index, shape[axis]!) : coordinate);
    }, 0),
  );
}

function gatherElements(call: Call): FloatTensor {
  const [x, indices] = [call.input(0), call.input(1)];
  const axis = fromFront(call.number("axis", 0), x.shape.length);
  const data = Float64Array.from(places(indices, x.shape, axis), (place) => x.data[place]!);
  return { shape: indices.shape, data };
}

const combine: Readonly<Record<string, (old: number, update: number) => number>> = {
  none: (_, update) => update,
  add: (old, update) => old + update,
  mul: (old, update) => old * update,
  max: Math.max,
  min: Math.min,
};

function scatterElements(call: Call): FloatTensor {
  const { shape, data } = call.input(0);
  const axis = fromFront(call.number("axis", 0), shape.length);
  const updates = call.input(2).data;
  const f = combine[call.text("reduction", "none")]!;
  const out = data.slice();
  places(call.input(1), shape, axis).forEach((place, i) => {
    out[place] = f(out[place]!, updates[i]!);
  });
  return { shape, data: out };
}

export const scatter: Operators = {
  GatherElements: (call) => [gatherElements(call)],
  ScatterElements: (call) => [scatterElements(call)],
};

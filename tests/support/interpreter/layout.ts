/** Operators that move elements without computing. */
import type { Call, Operator, Operators } from "./operator.ts";
import {
  broadcastShape,
  broadcastTo,
  type FloatTensor,
  fromFront,
  full,
  pick,
  reshaped,
  scalar,
  sizeOf,
  toFloat,
  transpose,
  vector,
  zeros,
} from "./tensor.ts";

const range = (length: number, at: (i: number) => number = (i) => i): number[] =>
  Array.from({ length: Math.max(0, length) }, (_, i) => at(i));

/** pick with positions given for some axes, all elements of the others. */
const pickAlong = (x: FloatTensor, chosen: ReadonlyMap<number, number[]>, fill?: number): FloatTensor =>
  pick(
    x,
    x.shape.map((d, axis) => chosen.get(axis) ?? range(d)),
    fill,
  );

function concat(call: Call): FloatTensor {
  const parts = call.inputs.map((_, i) => call.input(i));
  const axis = fromFront(call.number("axis", 0), parts[0]!.shape.length);
  const shape = parts[0]!.shape.with(
    axis,
    parts.reduce((total, part) => total + part.shape[axis]!, 0),
  );
  const out = zeros(shape);
  const step = sizeOf(shape.slice(axis));
  let start = 0;
  for (const { shape: own, data } of parts) {
    const block = sizeOf(own.slice(axis));
    for (let k = 0; k * block < data.length; k++)
      out.data.set(data.subarray(k * block, (k + 1) * block), k * step + start);
    start += block;
  }
  return out;
}

function split(call: Call): FloatTensor[] {
  const x = call.input(0);
  const axis = fromFront(call.number("axis", 0), x.shape.length);
  const parts = call.number("num_outputs", call.node.outputs.length);
  const each = Math.ceil(x.shape[axis]! / parts);
  const sizes = call.list(1) ?? range(parts, (i) => Math.min(each, x.shape[axis]! - i * each));
  let start = 0;
  return sizes.map((size) => {
    const from = start;
    start += size;
    return pickAlong(x, new Map([[axis, range(size, (i) => from + i)]]));
  });
}

/** Python's slices: negative positions count from the end, and everything outside is cut off. */
function slicePositions(size: number, start: number, end: number, step: number): number[] {
  const clamp = (v: number, low: number, high: number): number => Math.min(Math.max(v < 0 ? v + size : v, low), high);
  const from = step > 0 ? clamp(start, 0, size) : clamp(start, 0, size - 1);
  const to = step > 0 ? clamp(end, 0, size) : clamp(end, -1, size - 1);
  return range(Math.ceil((to - from) / step), (i) => from + i * step);
}

function slice(call: Call): FloatTensor {
  const x = call.input(0);
  const [starts, ends] = [call.list(1)!, call.list(2)!];
  const axes = call.list(3) ?? range(starts.length);
  const steps = call.list(4) ?? starts.map(() => 1);
  const chosen = axes.map((given, k): [number, number[]] => {
    const axis = fromFront(given, x.shape.length);
    return [axis, slicePositions(x.shape[axis]!, starts[k]!, ends[k]!, steps[k]!)];
  });
  return pickAlong(x, new Map(chosen));
}

/** Where an element that lies at p of an axis, perhaps outside, is taken from. */
const padModes: Readonly<Record<string, (p: number, size: number) => number>> = {
  constant: (p, size) => (p >= 0 && p < size ? p : -1),
  edge: (p, size) => Math.min(Math.max(p, 0), size - 1),
  reflect: (p, size) => {
    const period = Math.max(2 * (size - 1), 1);
    const within = ((p % period) + period) % period;
    return within < size ? within : period - within;
  },
  wrap: (p, size) => ((p % size) + size) % size,
};

function pad(call: Call): FloatTensor {
  const x = call.input(0);
  const pads = call.list(1)!;
  const axes = call.list(3)?.map((axis) => fromFront(axis, x.shape.length)) ?? range(x.shape.length);
  const source = padModes[call.text("mode", "constant")]!;
  const chosen = axes.map((axis, k): [number, number[]] => {
    const size = x.shape[axis]!;
    const before = pads[k]!;
    return [axis, range(size + before + pads[k + axes.length]!, (i) => source(i - before, size))];
  });
  return pickAlong(x, new Map(chosen), call.list(2)?.[0]);
}

function reshape(call: Call): FloatTensor {
  const x = call.input(0);
  const copies = call.number("allowzero", 0) === 0;
  const shape = call.list(1)!.map((d, i) => (d === 0 && copies ? x.shape[i]! : d));
  const rest = sizeOf(shape.filter((d) => d !== -1));
  return reshaped(
    x,
    shape.map((d) => (d === -1 ? x.data.length / rest : d)),
  );
}

function flatten(call: Call): FloatTensor {
  const x = call.input(0);
  const axis = fromFront(call.number("axis", 1), x.shape.length);
  return reshaped(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
}

function squeeze(call: Call): FloatTensor {
  const x = call.input(0);
  const axes = call.list(1)?.map((axis) => fromFront(axis, x.shape.length));
  return reshaped(
    x,
    x.shape.filter((d, axis) => (axes ? !axes.includes(axis) : d !== 1)),
  );
}

function unsqueeze(call: Call): FloatTensor {
  const x = call.input(0);
  const rank = x.shape.length + call.list(1)!.length;
  const axes = call.list(1)!.map((axis) => fromFront(axis, rank));
  const rest = [...x.shape];
  return reshaped(
    x,
    range(rank, (axis) => (axes.includes(axis) ? 1 : rest.shift()!)),
  );
}

function gather(call: Call): FloatTensor {
  const [x, indices] = [call.input(0), call.input(1)];
  const axis = fromFront(call.number("axis", 0), x.shape.length);
  const positions = Array.from(indices.data, (i) => fromFront(i, x.shape[axis]!));
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return reshaped(pickAlong(x, new Map([[axis, positions]])), shape);
}

function tile(call: Call): FloatTensor {
  const x = call.input(0);
  const repeats = call.list(1)!;
  return pick(
    x,
    x.shape.map((d, axis) => range(d * repeats[axis]!, (i) => i % d)),
  );
}

function constant(call: Call): FloatTensor {
  const value = call.tensor("value");
  if (value) return toFloat(value);
  const list = call.numbers("value_floats") ?? call.numbers("value_ints");
  return list ? vector(list) : scalar(call.number("value_float", call.number("value_int", 0)));
}

/** Shape in ONNX clamps its two ends as Python's slices do, which slice() of an array also does. */
function shape(call: Call): FloatTensor {
  const { shape: own } = call.input(0);
  return vector(own.slice(call.number("start", 0), call.number("end", own.length)));
}

const one =
  (f: (call: Call) => FloatTensor): Operator =>
  (call) => [f(call)];

export const layout: Operators = {
  Concat: one(concat),
  Constant: one(constant),
  ConstantOfShape: one((call) => {
    const value = call.tensor("value");
    return full(call.list(0)!, value ? toFloat(value).data[0]! : 0);
  }),
  Expand: one((call) => broadcastTo(call.input(0), broadcastShape([call.input(0).shape, call.list(1)!]))),
  Flatten: one(flatten),
  Gather: one(gather),
  Pad: one(pad),
  Range: one((call) => {
    const [start, limit, delta] = [0, 1, 2].map((i) => call.input(i).data[0]!) as [number, number, number];
    return vector(range(Math.ceil((limit - start) / delta), (i) => start + i * delta));
  }),
  Reshape: one(reshape),
  Shape: one(shape),
  Slice: one(slice),
  Split: split,
  Squeeze: one(squeeze),
  Tile: one(tile),
  Transpose: one((call) => {
    const x = call.input(0);
    return transpose(x, call.numbers("perm") ?? range(x.shape.length).reverse());
  }),
  Unsqueeze: one(unsqueeze),
};

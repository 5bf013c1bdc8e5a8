/** Operators that move elements without computing: shapes, slices, joins, gathers. */
import type { Dimension, Shape, Tensor, ValueType } from "../types.ts";
import {
  axisOf,
  broadcast,
  constantInts,
  formatShape,
  type Inference,
  type InferenceContext,
  input,
  int,
  ints,
  known,
  knownSize,
  type OperatorTable,
  shapeError,
} from "./definition.ts";

/** 0 copies a size, -1 takes what is left; a symbol stays where it is copied, or goes to the -1. */
const reshape: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const target = constantInts(c, 1) ?? [];
  const out: Dimension[] = target.map((d, i) => (d === 0 && !int(c, "allowzero", 0) ? (shape[i] ?? 0) : d));
  const free = out.indexOf(-1);
  const symbols = (s: Shape): Dimension[] => s.filter((d) => typeof d === "string");
  if (free >= 0) {
    const rest = knownSize(out.filter((_, i) => i !== free));
    const missing = symbols(shape).filter((d) => !out.includes(d));
    const left = rest === 0 ? 0 : knownSize(shape) / rest;
    out[free] = missing.length === 1 && left === 1 ? missing[0]! : left;
  }
  if (knownSize(out) !== knownSize(shape) || symbols(out).length !== symbols(shape).length) {
    throw shapeError(c.node, "reshape changes the number of elements", formatShape(shape), formatShape(target));
  }
  return [{ type, shape: out }];
};

const flatten: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const axis = int(c, "axis", 1) < 0 ? int(c, "axis", 1) + shape.length : int(c, "axis", 1);
  const size = (part: Shape): Dimension =>
    part.length === 1 ? part[0]! : part.reduce((a: number, d) => a * known(c, d), 1);
  return [{ type, shape: [size(shape.slice(0, axis)), size(shape.slice(axis))] }];
};

const transpose: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const perm = ints(c, "perm") ?? shape.map((_, i) => shape.length - 1 - i);
  if ([...perm].sort((a, b) => a - b).some((p, i) => p !== i) || perm.length !== shape.length) {
    throw shapeError(c.node, "not a permutation of the axes", `${shape.length} axes`, perm.join(" "));
  }
  return [{ type, shape: perm.map((p) => shape[p]!) }];
};

const concat: Inference = (c) => {
  const first = input(c, 0);
  const axis = axisOf(c, int(c, "axis", 0), first.shape.length);
  let total = 0;
  for (const [k, value] of c.inputs.entries()) {
    const shape = value?.shape ?? [];
    if (shape.length !== first.shape.length || shape.some((d, i) => i !== axis && d !== first.shape[i])) {
      throw shapeError(c.node, `input ${k} does not fit the first`, formatShape(first.shape), formatShape(shape));
    }
    total += known(c, shape[axis]);
  }
  return [{ type: first.type, shape: first.shape.with(axis, total) }];
};

const split: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const axis = axisOf(c, int(c, "axis", 0), shape.length);
  const size = known(c, shape[axis]);
  const parts = int(c, "num_outputs", c.outputs);
  const each = Math.ceil(size / parts);
  const sizes = constantInts(c, 1) ?? Array.from({ length: parts }, (_, i) => Math.min(each, size - i * each));
  if (sizes.reduce((a, b) => a + b, 0) !== size)
    throw shapeError(c.node, "parts do not add up", `${size}`, sizes.join(" + "));
  return sizes.map((part) => ({ type, shape: shape.with(axis, part) }));
};

/** Number of elements from start to end by step, both clamped as ONNX and NumPy do. */
function sliceSize(size: number, start: number, end: number, step: number): number {
  const clamp = (v: number, low: number, high: number): number => Math.min(Math.max(v < 0 ? v + size : v, low), high);
  const from = step > 0 ? clamp(start, 0, size) : clamp(start, 0, size - 1);
  const to = step > 0 ? clamp(end, 0, size) : clamp(end, -1, size - 1);
  return Math.max(0, Math.ceil((to - from) / step));
}

const slice: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const starts = constantInts(c, 1) ?? [];
  const ends = constantInts(c, 2) ?? [];
  const axes = constantInts(c, 3) ?? starts.map((_, i) => i);
  const steps = constantInts(c, 4) ?? starts.map(() => 1);
  const out = [...shape];
  for (const [k, given] of axes.entries()) {
    const axis = axisOf(c, given, shape.length);
    out[axis] = sliceSize(known(c, shape[axis]), starts[k]!, ends[k]!, steps[k]!);
  }
  return [{ type, shape: out }];
};

const pad: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const pads = constantInts(c, 1) ?? [];
  const axes = (constantInts(c, 3) ?? shape.map((_, i) => i)).map((axis) => axisOf(c, axis, shape.length));
  const out = [...shape];
  for (const [k, axis] of axes.entries()) {
    const extra = pads[k]! + pads[k + axes.length]!;
    if (extra !== 0) out[axis] = known(c, shape[axis]) + extra;
  }
  return [{ type, shape: out }];
};

const squeeze: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const given = constantInts(c, 1)?.map((axis) => axisOf(c, axis, shape.length));
  const gone = new Set(given ?? shape.flatMap((d, i) => (d === 1 ? [i] : [])));
  return [{ type, shape: shape.filter((_, i) => !gone.has(i)) }];
};

const unsqueeze: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const axes = constantInts(c, 1) ?? [];
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => axisOf(c, axis, rank)));
  const rest = [...shape];
  return [{ type, shape: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : rest.shift()!)) }];
};

const tile: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const repeats = constantInts(c, 1) ?? [];
  return [{ type, shape: shape.map((d, i) => (repeats[i] === 1 ? d : known(c, d) * repeats[i]!)) }];
};

const gather: Inference = (c) => {
  const { type, shape } = input(c, 0);
  const axis = axisOf(c, int(c, "axis", 0), shape.length);
  return [{ type, shape: [...shape.slice(0, axis), ...input(c, 1).shape, ...shape.slice(axis + 1)] }];
};

function constantTensor(c: InferenceContext): ValueType {
  const value = c.attributes.value as Tensor | undefined;
  if (value !== undefined) return { type: value.type, shape: value.shape };
  const list = ["value_ints", "value_floats", "value_strings"].find((name) => name in c.attributes);
  const type = Object.keys(c.attributes)[0]?.startsWith("value_float") ? "float32" : "int64";
  return { type, shape: list === undefined ? [] : [(c.attributes[list] as readonly number[]).length] };
}

/** ceil((limit - start) / delta) */
const range: Inference = (c) => {
  const [start, limit, delta] = [0, 1, 2].map((i) => constantInts(c, i)?.[0] ?? 0);
  return [{ type: input(c, 0).type, shape: [Math.max(0, Math.ceil((limit! - start!) / delta!))] }];
};

export const layoutOperators = {
  Concat: { attributes: { axis: "int" }, inputs: [1, 2 ** 31], infer: concat },
  Constant: {
    attributes: {
      value: "tensor",
      value_float: "float",
      value_floats: "floats",
      value_int: "int",
      value_ints: "ints",
      value_string: "string",
      value_strings: "strings",
    },
    inputs: [0, 0],
    infer: (c) => [constantTensor(c)],
  },
  ConstantOfShape: {
    attributes: { value: "tensor" },
    inputs: [1, 1],
    infer: (c) => [
      { type: (c.attributes.value as Tensor | undefined)?.type ?? "float32", shape: constantInts(c, 0) ?? [] },
    ],
  },
  Expand: {
    attributes: {},
    inputs: [2, 2],
    infer: (c) => [{ type: input(c, 0).type, shape: broadcast(c.node, input(c, 0).shape, constantInts(c, 1) ?? []) }],
  },
  Flatten: { attributes: { axis: "int" }, inputs: [1, 1], infer: flatten },
  Gather: { attributes: { axis: "int" }, inputs: [2, 2], infer: gather },
  GatherElements: {
    attributes: { axis: "int" },
    inputs: [2, 2],
    infer: (c) => [{ type: input(c, 0).type, shape: input(c, 1).shape }],
  },
  Pad: { attributes: { mode: "string" }, inputs: [2, 4], infer: pad },
  Range: { attributes: {}, inputs: [3, 3], infer: range },
  Reshape: { attributes: { allowzero: "int" }, inputs: [2, 2], infer: reshape },
  ScatterElements: { attributes: { axis: "int", reduction: "string" }, inputs: [3, 3], infer: (c) => [input(c, 0)] },
  Shape: {
    attributes: { start: "int", end: "int" },
    inputs: [1, 1],
    infer: (c) => [
      { type: "int64" as const, shape: [input(c, 0).shape.slice(int(c, "start", 0), int(c, "end", 99)).length] },
    ],
  },
  Slice: { attributes: {}, inputs: [3, 5], infer: slice },
  Split: { attributes: { axis: "int", num_outputs: "int" }, inputs: [1, 2], infer: split },
  Squeeze: { attributes: {}, inputs: [1, 2], infer: squeeze },
  Tile: { attributes: {}, inputs: [2, 2], infer: tile },
  Transpose: { attributes: { perm: "ints" }, inputs: [1, 1], infer: transpose },
  Unsqueeze: { attributes: {}, inputs: [2, 2], infer: unsqueeze },
} satisfies OperatorTable;

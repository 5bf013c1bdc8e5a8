/** Rules of operators that move elements: their gradients move them back. */
import { type GraphBuilder, numbersOf, sizeOf } from "../../graph/index.ts";
import { type Gradient, type Rule, single, unbroadcast } from "../rule.ts";

/** dx has the elements of dy in the shape of x. */
const reshapeBack: Rule = single(({ x }, dy, g) => [g.reshape(dy, g.sizes(x))]);

/** The whole numbers of a constant input. */
const constantInts = (g: GraphBuilder, name: string | undefined): number[] | undefined => {
  const tensor = name ? g.constantValue(name) : undefined;
  return tensor && numbersOf(tensor);
};

const zerosLike = (g: GraphBuilder, name: string): string => g.expand(g.scalar(0), g.sizes(name));

/** Slices of dy along an axis, one for each size. */
function sliceEach(g: GraphBuilder, dy: string, axis: number, sizes: readonly number[]): string[] {
  let start = 0;
  return sizes.map((size) => {
    const part = g.slice(dy, [start], [start + size], [axis]);
    start += size;
    return part;
  });
}

/** Zeros after each element but the last along an axis: the inverse of taking every step-th. */
function spread(g: GraphBuilder, dy: string, axis: number, step: number): string {
  const shape = g.sizes(dy);
  const column = g.reshape(dy, shape.toSpliced(axis + 1, 0, 1));
  const padded = g.pad(column, padAxis(shape.length + 1, axis + 1, 0, step - 1));
  const wide = g.reshape(padded, shape.with(axis, shape[axis]! * step));
  return g.slice(wide, [0], [(shape[axis]! - 1) * step + 1], [axis]);
}

/** ONNX's pads of one axis. */
const padAxis = (rank: number, axis: number, begin: number, end: number): number[] =>
  Array.from({ length: 2 * rank }, (_, i) => (i === axis ? begin : i === axis + rank ? end : 0));

const slice: Rule = single(({ x, inputs: [, starts, ends, axes, steps] }, dy, g) => {
  const shape = g.sizes(x);
  const from = constantInts(g, starts)!;
  const given = constantInts(g, axes) ?? from.map((_, i) => i);
  const by = constantInts(g, steps) ?? from.map(() => 1);
  if (by.some((step) => step < 1) || constantInts(g, ends) === undefined)
    throw new Error("Slice backwards has no rule");
  let dx = dy;
  const pads = shape.flatMap(() => [0, 0]);
  given.forEach((axisGiven, k) => {
    const axis = axisGiven < 0 ? axisGiven + shape.length : axisGiven;
    const size = shape[axis]!;
    const start = Math.min(from[k]! < 0 ? from[k]! + size : from[k]!, size);
    if (by[k]! > 1) dx = spread(g, dx, axis, by[k]!);
    pads[axis] = start;
    pads[axis + shape.length] = size - start - g.sizes(dx)[axis]!;
  });
  return [g.pad(dx, pads)];
});

/** y = x with zeros around it:  dx = the inside of dy. Negative pads cut, so they are put back. */
const pad: Rule = single(({ node, x, inputs: [, padsName, , axesName] }, dy, g) => {
  if ((node.attributes.mode ?? "constant") !== "constant") throw new Error("Pad has a rule for constant padding only");
  const rank = g.sizes(x).length;
  const given = constantInts(g, padsName)!;
  const axes = constantInts(g, axesName) ?? Array.from({ length: rank }, (_, i) => i);
  const back = Array.from({ length: 2 * rank }, () => 0);
  axes.forEach((axis, k) => {
    const at = axis < 0 ? axis + rank : axis;
    back[at] = -given[k]!;
    back[at + rank] = -given[k + axes.length]!;
  });
  return [g.pad(dy, back)];
});

const transpose: Rule = single(({ node, x }, dy, g) => {
  const rank = g.shape(x).length;
  const perm =
    (node.attributes.perm as readonly number[] | undefined) ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  return [
    g.transpose(
      dy,
      perm.map((_, i) => perm.indexOf(i)),
    ),
  ];
});

const concat: Rule = single(({ node, inputs }, dy, g) => {
  const rank = g.shape(dy).length;
  const axis = ((node.attributes.axis as number) + rank) % rank;
  return sliceEach(
    g,
    dy,
    axis,
    inputs.map((x) => g.sizes(x)[axis]!),
  );
});

/** y_1, y_2, ... = parts of x:  dx = their gradients side by side */
const split: Rule = (node, dys, g): Gradient[] => {
  const axis = (node.attributes.axis as number | undefined) ?? 0;
  return [
    g.concat(
      node.outputs.map((y, i) => dys[i] ?? zerosLike(g, y)),
      axis,
    ),
  ];
};

/** y = x repeated:  dx = the sum over the repetitions */
const tile: Rule = single(({ x, inputs: [, repeatsName] }, dy, g) => {
  const repeats = constantInts(g, repeatsName)!;
  const shape = g.sizes(x);
  const blocks = g.reshape(
    dy,
    shape.flatMap((size, i) => [repeats[i]!, size]),
  );
  return [
    g.reduceSum(
      blocks,
      shape.map((_, i) => 2 * i),
    ),
  ];
});

/** y = x[index] along an axis:  dx = dy added up at its indices (whole slices of the first axis) */
const gather: Rule = single(({ node, x, inputs: [, index] }, dy, g) => {
  if (((node.attributes.axis as number | undefined) ?? 0) !== 0) throw new Error("Gather has a rule for axis 0 only");
  const shape = g.sizes(x);
  const rows = sizeOf(g.sizes(index!));
  const inner = shape.slice(1);
  const flat = g.reshape(index!, [rows, ...inner.map(() => 1)]);
  const where = inner.length === 0 ? flat : g.expand(flat, [rows, ...inner]);
  return [
    g.op("ScatterElements", [zerosLike(g, x), where, g.reshape(dy, [rows, ...inner])], { axis: 0, reduction: "add" }),
  ];
});

export const layoutRules = {
  Concat: concat,
  /** y = x broadcast:  dx = the sum over the copies */
  Expand: single(({ x }, dy, g) => [unbroadcast(g, dy, x)]),
  Flatten: reshapeBack,
  Gather: gather,
  Pad: pad,
  Reshape: reshapeBack,
  Slice: slice,
  Split: split,
  Squeeze: reshapeBack,
  Tile: tile,
  Transpose: transpose,
  Unsqueeze: reshapeBack,
} satisfies Record<string, Rule>;

/**
 * Convolution and pooling: operators that slide a window over an image (N C H W), and the gradients of them that stay nodes of our own
 * until they are lowered. A size after a window: floor or ceil((size + pads - (kernel - 1) dilation - 1) / stride) + 1.
 */
import type { AttributeKind, Dimension, Shape } from "../types.ts";
import {
  type Inference,
  type InferenceContext,
  input,
  int,
  ints,
  known,
  type OperatorTable,
  shapeError,
} from "./definition.ts";

const windowAttributes = {
  auto_pad: "string",
  dilations: "ints",
  kernel_shape: "ints",
  pads: "ints",
  strides: "ints",
} as const;
const convolutionAttributes: Record<string, AttributeKind> = { ...windowAttributes, group: "int" };
const poolAttributes: Record<string, AttributeKind> = { ...windowAttributes, ceil_mode: "int" };

interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

function windowOf(c: InferenceContext, kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1);
  return {
    kernel,
    strides: ints(c, "strides") ?? ones,
    dilations: ints(c, "dilations") ?? ones,
    pads: ints(c, "pads") ?? kernel.flatMap(() => [0, 0]),
  };
}

/** Sizes after the window has gone over the spatial axes. */
function windowSizes(c: InferenceContext, x: Shape, w: Window): number[] {
  const rank = w.kernel.length;
  if (x.length !== rank + 2) throw shapeError(c.node, "rank of the input", `${rank + 2}`, `${x.length}`);
  const same = String(c.attributes.auto_pad ?? "NOTSET").startsWith("SAME");
  return w.kernel.map((kernel, i) => {
    const size = known(c, x[i + 2]);
    const stride = w.strides[i]!;
    if (same) return Math.ceil(size / stride);
    const extent = (kernel - 1) * w.dilations[i]! + 1;
    const padded = size + w.pads[i]! + w.pads[i + rank]!;
    if (padded < extent) throw shapeError(c.node, "window larger than the image", `at most ${padded}`, `${extent}`);
    return poolSize(padded - extent, stride, int(c, "ceil_mode", 0) === 1, size + w.pads[i]!);
  });
}

/** With ceil_mode the last window may hang over the end, but must start inside the image or its leading padding. */
function poolSize(room: number, stride: number, ceil: boolean, lastStart: number): number {
  if (!ceil) return Math.floor(room / stride) + 1;
  const count = Math.ceil(room / stride) + 1;
  return (count - 1) * stride >= lastStart ? count - 1 : count;
}

const spatial = (c: InferenceContext, shape: Shape): number[] => shape.slice(2).map((d) => known(c, d));

const convolution: Inference = (c) => {
  const x = input(c, 0);
  const w = input(c, 1).shape;
  const group = int(c, "group", 1);
  const channels = known(c, w[1]) * group;
  if (x.shape[1] !== channels) {
    throw shapeError(c.node, "kernel does not fit its input", `${channels} input channels`, `${x.shape[1]}`);
  }
  return [{ type: x.type, shape: [x.shape[0]!, w[0]!, ...windowSizes(c, x.shape, windowOf(c, spatial(c, w)))] }];
};

/** size = (in - 1) stride + output_padding + (kernel - 1) dilation + 1 - pads. */
const convolutionTranspose: Inference = (c) => {
  const x = input(c, 0);
  const kernelShape = input(c, 1).shape;
  const w = windowOf(c, spatial(c, kernelShape));
  const extra = ints(c, "output_padding") ?? w.kernel.map(() => 0);
  const asked = ints(c, "output_shape");
  const same = String(c.attributes.auto_pad ?? "NOTSET").startsWith("SAME");
  const sizes = w.kernel.map((kernel, i) => {
    if (asked !== undefined) return asked[i]!;
    const size = known(c, x.shape[i + 2]);
    if (same) return size * w.strides[i]!;
    const pads = w.pads[i]! + w.pads[i + w.kernel.length]!;
    return (size - 1) * w.strides[i]! + extra[i]! + (kernel - 1) * w.dilations[i]! + 1 - pads;
  });
  return [{ type: x.type, shape: [x.shape[0]!, known(c, kernelShape[1]) * int(c, "group", 1), ...sizes] }];
};

const pool: Inference = (c) => {
  const x = input(c, 0);
  const kernel = ints(c, "kernel_shape");
  if (kernel === undefined) throw shapeError(c.node, "attribute kernel_shape is missing", "a list of sizes", "none");
  const shape: Dimension[] = [x.shape[0]!, x.shape[1]!, ...windowSizes(c, x.shape, windowOf(c, kernel))];
  return [
    { type: x.type, shape },
    { type: "int64", shape },
  ];
};

const globalPool: Inference = (c) => {
  const { type, shape } = input(c, 0);
  return [{ type, shape: shape.map((d, i) => (i < 2 ? d : 1)) }];
};

/** dx of a convolution or an average: the batch and type of dy, the rest from the attribute. */
const inputGradient: Inference = (c) => {
  const dy = input(c, 0);
  const shape = ints(c, "input_shape");
  if (shape === undefined) throw shapeError(c.node, "attribute input_shape is missing", "a shape", "none");
  return [{ type: dy.type, shape: [dy.shape[0]!, ...shape.slice(1)] }];
};

const kernelGradient: Inference = (c) => {
  const x = input(c, 0);
  const dy = input(c, 1);
  const perGroup = known(c, x.shape[1]) / int(c, "group", 1);
  return [{ type: x.type, shape: [dy.shape[1]!, perGroup, ...(ints(c, "kernel_shape") ?? [])] }];
};

export const windowOperators = {
  Conv: { attributes: convolutionAttributes, inputs: [2, 3], infer: convolution },
  ConvTranspose: {
    attributes: { ...convolutionAttributes, output_padding: "ints", output_shape: "ints" },
    inputs: [2, 3],
    infer: convolutionTranspose,
  },
  MaxPool: { attributes: { ...poolAttributes, storage_order: "int" }, inputs: [1, 1], infer: pool },
  AveragePool: {
    attributes: { ...poolAttributes, count_include_pad: "int" },
    inputs: [1, 1],
    infer: (c) => pool(c).slice(0, 1),
  },
  GlobalAveragePool: { attributes: {}, inputs: [1, 1], infer: globalPool },
  GlobalMaxPool: { attributes: {}, inputs: [1, 1], infer: globalPool },
} satisfies OperatorTable;

/** Domain "roentgen": what lowering replaces. */
export const windowGradientOperators = {
  /** (dy, kernel, sum) -> dx + sum */
  ConvInputGradient: {
    attributes: { ...convolutionAttributes, input_shape: "ints" },
    inputs: [2, 3],
    infer: inputGradient,
  },
  /** (x, dy) -> dkernel */
  ConvKernelGradient: { attributes: convolutionAttributes, inputs: [2, 2], infer: kernelGradient },
  /** (x, y, dy) -> dx; the first maximum of a window gets the gradient. */
  MaxPoolGradient: { attributes: poolAttributes, inputs: [3, 3], infer: (c) => [input(c, 0)] },
  /** (dy) -> dx */
  AveragePoolGradient: {
    attributes: { ...poolAttributes, count_include_pad: "int", input_shape: "ints" },
    inputs: [1, 1],
    infer: inputGradient,
  },
} satisfies OperatorTable;

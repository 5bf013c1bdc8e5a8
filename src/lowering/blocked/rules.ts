/** What operators become in blocks; undefined: nothing, the node stays in the plain layout. */
import type { Node } from "../../graph/index.ts";
import { convInputGradient, convolution } from "./convolution.ts";
import { binary, unary } from "./elementwise.ts";
import { convKernelGradient } from "./kernel-gradient.ts";
import type { Layout } from "./layout.ts";
import { batchNormalization, batchNormalizationGradient } from "./normalization.ts";
import { averagePoolGradient, pool } from "./pooling.ts";
import { globalAveragePool, reduction } from "./reduction.ts";
import { concat, pad, slice } from "./shape.ts";

type Rule = (node: Node, layout: Layout) => readonly string[] | undefined;

export const rules: Readonly<Record<string, Rule | undefined>> = {
  Add: binary,
  AveragePool: pool,
  AveragePoolGradient: averagePoolGradient,
  BatchNormalization: batchNormalization,
  BatchNormalizationGradient: batchNormalizationGradient,
  Clip: unary,
  Concat: concat,
  Conv: convolution,
  ConvInputGradient: convInputGradient,
  ConvKernelGradient: convKernelGradient,
  FusedConv: convolution,
  GlobalAveragePool: globalAveragePool,
  HardSigmoid: unary,
  MaxPool: pool,
  Mul: binary,
  Neg: unary,
  Pad: pad,
  ReduceMean: reduction,
  ReduceSum: reduction,
  Relu: unary,
  Slice: slice,
  Sub: binary,
};

/** Domain "roentgen": gradients of convolution, pooling and normalisation, by definition. */
import { convInputGradient, convKernelGradient } from "./convolution.ts";
import { batchNormalizationGradient } from "./normalization.ts";
import type { Operators } from "./operator.ts";
import { averagePoolGradient, maxPoolGradient } from "./pooling.ts";

export const gradients: Operators = {
  ConvInputGradient: (call) => [convInputGradient(call)],
  ConvKernelGradient: (call) => [convKernelGradient(call)],
  MaxPoolGradient: (call) => [maxPoolGradient(call)],
  AveragePoolGradient: (call) => [averagePoolGradient(call)],
  BatchNormalizationGradient: batchNormalizationGradient,
};

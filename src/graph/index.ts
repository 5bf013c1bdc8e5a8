export { GraphBuilder, type WindowOptions } from "./builder.ts";
export { check } from "./check.ts";
export { channelMoments, type Moments } from "./moments.ts";
export { type GradientOperator, inferTypes, type NetworkOperator, type StandardOperator } from "./operators.ts";
export { print } from "./print.ts";
export { floatTensor, intTensor, numbersOf, scalarTensor, sizeOf } from "./tensor.ts";
export { dependents, extract, requirements } from "./transform.ts";
export * from "./types.ts";
export { type Window, windowAttributes, windowOf } from "./window.ts";

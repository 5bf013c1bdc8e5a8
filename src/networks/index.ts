export { type Base, baseOf } from "./base.ts";
export { type Encoder, encoderAlone, encoderBase, encoderOf, POOLINGS, type Pooling } from "./encoder/encoder.ts";
export { findFeatures } from "./encoder/find-features.ts";
export {
  classifierGraph,
  FEATURES,
  featureGraph,
  type HeadOptions,
  headGraph,
  headVariables,
  LOGIT,
  withHead,
} from "./head.ts";
export { initialParameters, type UniformStream } from "./initial.ts";
export { onnxShape, toKerasLayout, toOnnxLayout } from "./kernel-layout.ts";
export type { Layer, Network, NetworkOptions, Variable } from "./network.ts";
export { INPUT, variablesOf } from "./network.ts";
export { networkNamed, networkNames, type RegisteredNetwork } from "./registry.ts";
export { firstTrained, trainedVariables } from "./trained-part.ts";

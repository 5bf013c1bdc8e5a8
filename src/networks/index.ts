export {
  classifierGraph,
  DROPOUT_MASKS,
  FEATURES,
  featureGraph,
  type HeadOptions,
  headGraph,
  headVariables,
  LOGIT,
} from "./head.ts";
export { initialValues, type UniformStream } from "./initial.ts";
export { onnxShape, toKerasLayout, toOnnxLayout } from "./kernel-layout.ts";
export type { Layer, LayerKind, Network, NetworkOptions, Variable } from "./network.ts";
export { INPUT, variablesOf } from "./network.ts";
export { networkNamed, networkNames, type RegisteredNetwork } from "./registry.ts";

/** The library, for programs that use Roentgen without its command line: what stands here is meant for them, and nothing else. */
export * from "./autodiff/index.ts";
export * from "./dataset/index.ts";
export * from "./graph/index.ts";
export * from "./image/index.ts";
export { lower, type Target } from "./lowering/index.ts";
export * from "./model/index.ts";
export {
  type Base,
  baseOf,
  classifierGraph,
  type Encoder,
  encoderBase,
  encoderOf,
  FEATURES,
  featureGraph,
  firstTrained,
  type HeadOptions,
  headGraph,
  headVariables,
  INPUT,
  initialParameters,
  type Layer,
  LOGIT,
  type Network,
  type NetworkOptions,
  networkNamed,
  networkNames,
  type Pooling,
  type RegisteredNetwork,
  trainedVariables,
  type UniformStream,
  type Variable,
  variablesOf,
} from "./networks/index.ts";
export {
  blockSize,
  type Device,
  type DeviceRuntime,
  type DeviceSession,
  type DeviceValue,
  nodeRuntime,
  type Runtime,
  runtimeOn,
  type Session,
  webGpuRuntime,
} from "./runtime/index.ts";
export * from "./statistics/index.ts";
export { type ErrorDetails, RoentgenError } from "./util/error.ts";
export {
  type NetworkWeights,
  type PretrainedFile,
  pretrainedFiles,
  pretrainedWeights,
  readSafetensors,
  readSafetensorsFile,
  readWeights,
  type Safetensors,
  writeKerasWeights,
  writeSafetensors,
} from "./weights/index.ts";

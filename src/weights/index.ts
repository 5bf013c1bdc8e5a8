export type { OnBytes } from "./download/fetch-part.ts";
export { writeKerasWeights } from "./keras-write.ts";
export { namedTensors } from "./named-tensors.ts";
export { isThere, type PretrainedFile, pretrainedFiles, pretrainedWeights } from "./pretrained.ts";
export { readWeights } from "./read-weights.ts";
export {
  readSafetensors,
  readSafetensorsFile,
  type Safetensors,
  safetensorsPieces,
  writeSafetensors,
} from "./safetensors.ts";
export type { NetworkWeights } from "./stored-layers.ts";

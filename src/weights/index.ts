export { readSafetensors, readSafetensorsFile, type Safetensors, writeSafetensors } from "./safetensors.ts";

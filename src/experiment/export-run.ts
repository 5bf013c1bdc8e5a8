/** A run's weights in other people's formats. */
import { readFile } from "node:fs/promises";
import { networkNamed } from "../networks/index.ts";
import { configSchema, readJson, runFolder } from "../run/index.ts";
import { namedTensors, readWeights, writeKerasWeights, writeSafetensors } from "../weights/index.ts";

export const EXPORT_FORMATS = ["onnx", "keras-h5", "safetensors"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The bytes of a file: the model as it was exported, or the best checkpoint's weights, base and head. */
export async function exportRun(folder: string, format: ExportFormat): Promise<Uint8Array> {
  const run = runFolder(folder);
  const { network: name, imageSize } = await readJson(run.config, configSchema);
  if (format === "onnx") return readFile(run.model);
  const network = networkNamed(name).build({ imageSize });
  const weights = await readWeights(run.checkpoint.best.weights, network);
  return format === "keras-h5"
    ? writeKerasWeights(network, weights)
    : writeSafetensors(namedTensors(network, weights), { network: name });
}

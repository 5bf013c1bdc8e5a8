/** A run's weights in other people's formats. */
import { readFile } from "node:fs/promises";
import { networkNamed } from "../networks/index.ts";
import { configSchema, type RunFolder, readJson, runFolder } from "../run/index.ts";
import { RoentgenError } from "../util/error.ts";
import { systemText } from "../util/system-text.ts";
import { namedTensors, readWeights, writeKerasWeights, writeSafetensors } from "../weights/index.ts";
import { isEncoder } from "./base/choose-base.ts";

export const EXPORT_FORMATS = ["onnx", "keras-h5", "safetensors"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * The bytes of a file: the model as it was exported, or the best checkpoint's weights, base and head. Throws E_EXPORT for a run on
 * somebody's encoder, whose head alone Keras could not use.
 */
export async function exportRun(folder: string, format: ExportFormat): Promise<Uint8Array> {
  const run = runFolder(folder);
  const { network: name, imageSize } = await readJson(run.config, configSchema);
  if (format === "onnx")
    return readFile(run.model).catch((cause: Error) => Promise.reject(unfinished(run.model, cause)));
  if (isEncoder(name)) return exportHead(run, name, format);
  const network = networkNamed(name).build({ imageSize });
  const weights = await readWeights(run.checkpoint.best.weights, network);
  return format === "keras-h5"
    ? writeKerasWeights(network, weights)
    : writeSafetensors(namedTensors(network, weights), { network: name });
}

function unfinished(model: string, cause: Error): RoentgenError {
  return new RoentgenError("E_RUN_UNFINISHED", "the run has no model", {
    where: model,
    expected: "the model that a run writes at its end",
    received: systemText(cause),
    fix: "train to the end; the best weights of a run that was interrupted can be had by --format safetensors",
    cause,
  });
}

/** All that such a run has learned. */
function exportHead({ folder, checkpoint }: RunFolder, encoder: string, format: ExportFormat): Promise<Uint8Array> {
  if (format === "safetensors") return readFile(checkpoint.best.weights);
  throw new RoentgenError("E_EXPORT", "a run on somebody's encoder has no weights for Keras", {
    kind: "usage",
    where: folder,
    expected: "a run on a network of the registry",
    received: encoder,
    fix: "export onnx, which holds encoder and head, or safetensors, the head alone",
  });
}

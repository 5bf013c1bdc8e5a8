/**
 * How an encoder wants its pixels, where somebody wrote it down: in the file's metadata, as ONNX has it for images
 * (https://github.com/onnx/onnx/blob/main/docs/MetadataProps.md), or in the preprocessor_config.json beside it, as Hugging Face's tools
 * write it.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { OnnxModel } from "../../graph/index.ts";
import type { PixelScaling, ScalingName } from "../../image/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { asPerPlane } from "./parse-scaling.ts";

const ranges: Readonly<Record<string, ScalingName>> = {
  NominalRange_0_255: "raw",
  Normalized_0_1: "unit",
  Normalized_1_1: "symmetric",
};

/** path: of the encoder. Throws E_SCALING where nobody says. */
export function statedScaling(path: string, { metadata }: OnnxModel): PixelScaling {
  const stated = ranges[metadata.get("Image.NominalPixelRange") ?? ""] ?? fromPreprocessor(path);
  if (stated !== undefined) return stated;
  throw new RoentgenError("E_SCALING", "the encoder does not say how it wants its pixels scaled", {
    kind: "usage",
    where: path,
    expected: "metadata Image.NominalPixelRange, a preprocessor_config.json beside the file, or --scaling",
    received: "none of these",
    fix: "add --scaling imagenet for most networks that come from PyTorch, --scaling torchxrayvision for TorchXRayVision's; see --help-all",
  });
}

const flag = z.boolean().default(true);
const preprocessorSchema = z.object({
  do_rescale: flag,
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  do_normalize: flag,
  image_mean: z.array(z.number()).optional(),
  image_std: z.array(z.number().positive()).optional(),
});

/** (x * rescale - mean) / deviation, either step only where it is done. */
function fromPreprocessor(path: string): PixelScaling | undefined {
  const config = readPreprocessor(join(dirname(path), "preprocessor_config.json"));
  if (config === undefined) return undefined;
  const whole = config.do_rescale ? config.rescale_factor * 255 : 255;
  const means = config.do_normalize ? config.image_mean : [0];
  const deviations = config.do_normalize ? config.image_std : [1];
  const mean = means && asPerPlane(means.map((value) => value / whole));
  const deviation = deviations && asPerPlane(deviations.map((value) => value / whole));
  return mean && deviation && { mean, deviation };
}

function readPreprocessor(path: string): z.infer<typeof preprocessorSchema> | undefined {
  try {
    return preprocessorSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined; // not there, or not JSON: then it says nothing
  }
}

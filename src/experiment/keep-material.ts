/** Once the images of a run are read: what is known by them goes into config.json, and then the manifest ties the run to these images. */
import { formatManifest, type ManifestImage } from "../dataset/index.ts";
import { configSchema, type RunConfig, type RunFolder, writeJson } from "../run/index.ts";
import { closePixelFile } from "../training/index.ts";
import { exists } from "../util/exists.ts";
import { writeWhole } from "../util/write.ts";
import type { Material } from "./material.ts";

interface Known {
  /** By place; null: all weigh the same. */
  readonly classWeights: readonly number[] | null;
  /** Images that were left out. */
  readonly unreadable: number;
}

/** config: what it says by then of all else. Gives what it says now. Where it cannot be written, the material is closed. */
export async function keepMaterial(
  run: RunFolder,
  config: RunConfig,
  material: Material,
  known: Known,
): Promise<RunConfig> {
  try {
    const isKnown = await exists(run.manifest);
    const now = isKnown ? config : withKnown(config, material, known);
    await writeJson(run.config, configSchema, now);
    if (!isKnown) await writeWhole(run.manifest, manifestOf(material));
    return now;
  } catch (error) {
    closePixelFile(material.pixels);
    throw error;
  }
}

function withKnown(config: RunConfig, { labelling }: Material, { classWeights, unreadable }: Known): RunConfig {
  const { names, positive } = labelling; // a class may have been left out
  const weights = classWeights && { classWeights: [...classWeights] };
  const decided = { ...config.decided, ...weights, ...(unreadable > 0 && { unreadable }) };
  return { ...config, names: [...names], positive, decided };
}

const manifestOf = ({ images }: Material): string =>
  formatManifest(images.map(({ image, part, fold }): ManifestImage => ({ ...image, split: part, fold })));

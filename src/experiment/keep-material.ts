/** Once the images of a run are read: what is known by them goes into config.json, and then the manifest ties the run to these images. */
import { formatManifest, type ManifestImage } from "../dataset/index.ts";
import { configSchema, type RunConfig, type RunFolder, writeJson } from "../run/index.ts";
import { closePixelFile } from "../training/index.ts";
import { exists } from "../util/exists.ts";
import { writeWhole } from "../util/write.ts";
import type { Material } from "./material.ts";

/** config: what it says by then of all else. Where it cannot be written, the material is closed. */
export async function keepMaterial(
  run: RunFolder,
  config: RunConfig,
  material: Material,
  classWeights: readonly number[] | null,
): Promise<void> {
  const { names, positive } = material.labelling; // a class may have been left out
  const decided = { ...config.decided, ...(classWeights && { classWeights: [...classWeights] }) };
  try {
    await writeJson(run.config, configSchema, { ...config, names: [...names], positive, decided });
    if (!(await exists(run.manifest))) await writeWhole(run.manifest, manifestOf(material));
  } catch (error) {
    closePixelFile(material.pixels);
    throw error;
  }
}

const manifestOf = ({ images }: Material): string =>
  formatManifest(images.map(({ image, part }): ManifestImage => ({ ...image, split: part, fold: null })));

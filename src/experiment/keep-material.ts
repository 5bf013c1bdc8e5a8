/** Once the images of a run are read: what is known by them goes into config.json, and then the manifest ties the run to these images. */
import { formatManifest, type ManifestImage } from "../dataset/index.ts";
import { configSchema, type RunConfig, type RunFolder, writeJson } from "../run/index.ts";
import { closePixelFile } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { sha256OfText } from "../util/sha256.ts";
import { writeWhole } from "../util/write.ts";
import type { Material } from "./material.ts";

interface Known {
  /** By place; null: all weigh the same. */
  readonly classWeights: readonly number[] | null;
  /** Images that were left out. */
  readonly unreadable: number;
}

/**
 * config: what it says by then of all else. Gives what it says now. Where it cannot be written, the material is closed. Throws E_DATA_CHANGED where
 * the manifest was lost, and the images or their parts are others by now.
 */
export async function keepMaterial(
  run: RunFolder,
  config: RunConfig,
  material: Material,
  known: Known,
): Promise<RunConfig> {
  try {
    if (!(await exists(run.manifest))) return await seal(run, withKnown(config, material, known), material);
    await writeJson(run.config, configSchema, config);
    return config;
  } catch (error) {
    closePixelFile(material.pixels);
    throw error;
  }
}

/** Its SHA-256 first: a run that was killed between the two writes the same manifest, or none. */
async function seal(run: RunFolder, config: RunConfig, material: Material): Promise<RunConfig> {
  const text = manifestOf(material);
  const manifest = sha256OfText(text);
  if (config.manifest !== undefined && config.manifest !== manifest)
    throw anotherManifest(run, config.manifest, manifest);
  const sealed = { ...config, manifest };
  await writeJson(run.config, configSchema, sealed);
  await writeWhole(run.manifest, text);
  return sealed;
}

const anotherManifest = ({ manifest }: RunFolder, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_DATA_CHANGED", "the run's manifest is gone, and its images make another by now", {
    where: manifest,
    expected: `images that make a file of SHA-256 ${expected}, as config.json has it`,
    received,
    fix: "bring manifest.csv back from a copy, or the images as they were; or train a new run on them as they are",
  });

function withKnown(config: RunConfig, { labelling }: Material, { classWeights, unreadable }: Known): RunConfig {
  const { names, positive } = labelling; // a class may have been left out
  const weights = classWeights && { classWeights: [...classWeights] };
  const decided = { ...config.decided, ...weights, ...(unreadable > 0 && { unreadable }) };
  return { ...config, names: [...names], positive, decided };
}

const manifestOf = ({ images }: Material): string =>
  formatManifest(images.map(({ image, part, fold }): ManifestImage => ({ ...image, split: part, fold })));

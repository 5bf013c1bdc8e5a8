/** manifest.csv of a run: read here alone, and held against its seal, so that nobody trains, judges or reports by another. */
import { formatManifest, type ManifestImage, parseManifest } from "../dataset/index.ts";
import { type RunFolder, readRunFile, requireSealed } from "../run/index.ts";
import { RoentgenError } from "../util/error.ts";
import { sha256OfText } from "../util/sha256.ts";

/** Of a run that was made before manifests were sealed. */
export const UNSEALED =
  "the run was made before manifests were sealed: nothing shows whether manifest.csv is as it was when it was trained";

export interface RunManifest {
  readonly images: readonly ManifestImage[];
  /** Of the file as the run wrote it. */
  readonly sha256: string;
  /** false: of a run that was made before manifests were sealed; nobody knows whether it is as it was. */
  readonly isSealed: boolean;
}

/** Throws E_MANIFEST_CHANGED where a field of a row, or the order of rows, is not what the run wrote. */
export async function readManifest(run: RunFolder): Promise<RunManifest> {
  const text = await readRunFile(run.manifest);
  const images = parsed(text, run.manifest);
  const isBroken = images instanceof RoentgenError;
  // line ends and quotes, which a program that saves a table writes its own way, say nothing
  const sha256 = sha256OfText(isBroken ? text : formatManifest(images));
  const isSealed = await requireSealed(run, sha256);
  if (isBroken) throw images;
  return { images, sha256, isSealed };
}

/** Why it cannot be read, where it cannot: that it was changed is told first. */
function parsed(text: string, file: string): readonly ManifestImage[] | RoentgenError {
  try {
    return parseManifest(text, file);
  } catch (error) {
    if (error instanceof RoentgenError) return error;
    throw error;
  }
}

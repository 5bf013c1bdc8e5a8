/** The images that a run is judged on: those of its own parts, as they were, or others, which it has never had. */
import {
  differencesFromManifest,
  findImages,
  type HashedImage,
  hashImages,
  type ManifestImage,
  PARTS,
  type Part,
} from "../dataset/index.ts";
import { isCrossValidation, type RunConfig, type RunFolder } from "../run/index.ts";
import { RoentgenError } from "../util/error.ts";
import { firstFew } from "../util/first-few.ts";
import { type LabelMap, type MappedImages, mapLabels } from "./label-map.ts";
import { allLeftOut, noneReadable } from "./nothing-left.ts";
import type { Progress, Skip, Source } from "./predict-source.ts";
import type { RunManifest } from "./run-manifest.ts";

/** A run as it stands in its files, its manifest held against its seal. */
export interface ReadRun {
  readonly run: RunFolder;
  readonly config: RunConfig;
  readonly manifest: RunManifest;
}

/** Throws E_DATA_CHANGED where an image of the part is no longer what the manifest says. */
export async function unchangedImages(
  { run, config, manifest }: ReadRun,
  part: Part,
  progress: Progress,
): Promise<Source> {
  const { root } = config.data;
  const images = manifest.images.filter(({ split }) => split === part);
  if (images.length === 0) throw nothingIn(part, run.manifest, isCrossValidation(config));
  progress.start(images.length, "files");
  const differences = await differencesFromManifest(images, root, { onHashed: progress.step });
  if (differences.length === 0) return { root, images };
  throw new RoentgenError("E_DATA_CHANGED", "the images are not those that the run was made with", {
    where: root,
    expected: `${images.length} images as in ${run.manifest}`,
    received: firstFew(differences.map(({ path, problem }) => `${path} ${problem}`)),
    fix: "bring the images back, or train a new run on the images as they are now",
  });
}

const nothingIn = (part: Part, where: string, isInFolds: boolean): RoentgenError =>
  new RoentgenError("E_PART_EMPTY", `the run has no images in its ${part} part`, {
    where,
    expected: `images whose split is ${part}`,
    received: isInFolds ? "a cross-validation: every image has trained some of the models" : "none, as it was trained",
    fix: isInFolds
      ? "take a fold's own run, such as RUN/runs/fold-0"
      : "judge on another part, or on other data by roentgen evaluate --data",
  });

export interface OtherData {
  /** Class folders or a CSV. */
  readonly data: string;
  /** What its labels are to the run. */
  readonly map: LabelMap;
  /** Takes the patient out of a file's name. */
  readonly patientFrom: RegExp | undefined;
}

export interface OtherImages extends Source, MappedImages {
  /** Images whose files cannot be opened, which are left out. */
  readonly unreadable: number;
}

/** skip: is told of each file that cannot be opened. Throws where the data holds images of the run's own, labels that the run does not know, or nothing. */
export async function otherImages(
  { config: { names }, manifest: { images: own } }: Pick<ReadRun, "config" | "manifest">,
  { data, map, patientFrom }: OtherData,
  skip: Skip,
  progress: Progress,
): Promise<OtherImages> {
  const dataset = await findImages(data, { patientFrom });
  const classes = [...new Set([...names, ...own.map(({ label }) => label)])]; // also those that are one to the model
  const mapped = mapLabels(dataset.images, map, classes, data);
  if (mapped.images.length === 0) throw allLeftOut(data, mapped.leftOut);
  progress.start(mapped.images.length, "files");
  const images = await hashImages(
    { root: dataset.root, images: mapped.images },
    { onHashed: progress.step, onUnreadable: (_, error) => skip(error) },
  );
  if (images.length === 0) throw noneReadable(data, mapped.images.length);
  requireUnknownImages(images, own, data);
  return { root: dataset.root, images, leftOut: mapped.leftOut, unreadable: mapped.images.length - images.length };
}

/** By their bytes. What trained the model, or chose it, cannot judge it; and the test part stays sealed. */
function requireUnknownImages(images: readonly HashedImage[], manifest: readonly ManifestImage[], where: string): void {
  const parts = new Map(manifest.map(({ sha256, split }) => [sha256, split]));
  const known = images.flatMap(({ path, sha256 }) => (parts.has(sha256) ? [{ path, part: parts.get(sha256)! }] : []));
  if (known.length === 0) return;
  const counts = PARTS.map((part) => `${known.filter((image) => image.part === part).length} ${part}`);
  throw new RoentgenError("E_DATA_NOT_OTHER", "the data holds images of the run's own", {
    where,
    expected: "images that the run has never had",
    received: `${known.length} of the run's images (${counts.join(", ")}): ${firstFew(known.map(({ path }) => path))}`,
    fix: "take them out; to judge on the run's own test part give --test and a --reason",
  });
}

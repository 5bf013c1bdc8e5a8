/** What a run is made of: the images, each in its part, and what the model is to tell apart. */
import {
  classesOf,
  type Dataset,
  findImages,
  hashImages,
  type Labelling,
  labellingOf,
  type Part,
  parseClasses,
  parsePatientPattern,
  parseTask,
  partition,
} from "../dataset/index.ts";
import { closePixelFile, createPixelFile, type PixelFile } from "../training/index.ts";
import type { EmitRun } from "./events.ts";
import { type ReadImage, readImages } from "./images.ts";
import type { TrainOptions } from "./options.ts";
import { type Resolved, requireMicroBatch } from "./recipe.ts";

export interface Material {
  readonly root: string;
  readonly task: string;
  readonly labelling: Labelling;
  readonly pixels: PixelFile;
  /** In the order of the manifest. */
  readonly images: readonly (ReadImage & { readonly part: Part })[];
}

/** A data set by its listing, before a file is opened. */
export interface Listing {
  readonly dataset: Dataset;
  readonly labelling: Labelling;
}

/** data: class folders, or a CSV. Throws where nothing is there, or not what the task tells apart. */
export async function listMaterial(
  data: string,
  { patientFrom, recipe, classes: order, task }: TrainOptions,
  emit: EmitRun,
): Promise<Listing> {
  const dataset = await findImages(data, patientFrom === undefined ? undefined : parsePatientPattern(patientFrom));
  if (dataset.ignored.length > 0) emit({ type: "ignored", ignored: dataset.ignored });
  const classes = classesOf(
    dataset.images.map(({ label }) => label),
    { recipe, order: orderOf(order) },
  );
  return { dataset, labelling: labellingOf(parseTask(task), classes, recipe) };
}

/** scratch: the folder of the file of pixels. Throws what `partition` throws, E_SCRATCH, and the error of an image that cannot be read. */
export async function readMaterial(
  { dataset }: Listing,
  { recipe, classes: order, seed, task, threads, skipUnreadable }: TrainOptions,
  resolved: Resolved,
  scratch: string,
  emit: EmitRun,
): Promise<Material> {
  const { root } = dataset;
  const { imageSize, enhance, division: kind } = resolved;
  const hashed = await hashImages(dataset);
  const division = { task: parseTask(task), recipe, order: orderOf(order), division: kind, seed };
  requireMicroBatch(resolved, trainedOn(partition(hashed, division))); // what cannot be divided is told before an image is read
  const size = { width: imageSize, height: imageSize };
  const channels = enhance?.steps.includes("clahe") ? 1 : 3;
  const pixels = createPixelFile(scratch, { ...size, channels, images: hashed.length });
  const options = { root, prepare: { size, enhance }, threads, skipUnreadable, pixels };
  const read = await readImages(hashed, options, emit).catch((error: unknown) => {
    closePixelFile(pixels);
    throw error;
  });
  const readable = read.map(({ image }) => image);
  const partitioned = partition(readable, division);
  requireMicroBatch(resolved, trainedOn(partitioned)); // some may have been left out
  const { labelling, parts } = partitioned;
  return { root, task, labelling, pixels, images: read.map((one, i) => ({ ...one, part: parts[i]! })) };
}

const orderOf = (text: string | undefined): string[] | undefined =>
  text === undefined ? undefined : parseClasses(text);

const trainedOn = ({ parts }: { readonly parts: readonly Part[] }): number =>
  parts.filter((part) => part === "train").length;

/** What a run is made of: the images with their pixels, each in its part, and what the model is to tell apart. */
import {
  classesOf,
  type Dataset,
  findImages,
  hashImages,
  type Labelling,
  labellingOf,
  type Part,
  parsePatientPattern,
  parseTask,
  partition,
} from "../dataset/index.ts";
import type { EmitRun } from "./events.ts";
import { type ReadImage, readImages } from "./images.ts";
import type { TrainOptions } from "./options.ts";
import type { Resolved } from "./recipe.ts";

export interface Material {
  readonly root: string;
  readonly task: string;
  readonly labelling: Labelling;
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
  { patientFrom, recipe, task }: TrainOptions,
  emit: EmitRun,
): Promise<Listing> {
  const dataset = await findImages(data, patientFrom === undefined ? undefined : parsePatientPattern(patientFrom));
  if (dataset.ignored.length > 0) emit({ type: "ignored", ignored: dataset.ignored });
  const classes = classesOf(
    dataset.images.map(({ label }) => label),
    recipe,
  );
  return { dataset, labelling: labellingOf(parseTask(task), classes, recipe) };
}

/** Throws what `partition` throws, and the error of an image that cannot be read. */
export async function readMaterial(
  { dataset }: Listing,
  { recipe, seed, split: fractions, task, threads, skipUnreadable }: TrainOptions,
  { imageSize, enhance }: Resolved,
  emit: EmitRun,
): Promise<Material> {
  const { root } = dataset;
  const hashed = await hashImages(dataset);
  const division = { task: parseTask(task), recipe, fractions, seed };
  partition(hashed, division); // what cannot be divided is told before an image is read
  const prepare = { size: { width: imageSize, height: imageSize }, enhance };
  const read = await readImages(hashed, { root, prepare, threads, skipUnreadable }, emit);
  const { labelling, parts } = partition(
    read.map(({ image }) => image),
    division,
  );
  return { root, task, labelling, images: read.map((one, i) => ({ ...one, part: parts[i]! })) };
}

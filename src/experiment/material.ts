/** What a run is made of: the images with their pixels, each in its part, and what the model is to tell apart. */
import {
  findImages,
  hashImages,
  type Labelling,
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

/** data: class folders, or a CSV. Throws what `partition` throws, and the error of an image that cannot be read. */
export async function readMaterial(
  data: string,
  options: TrainOptions,
  resolved: Resolved,
  emit: EmitRun,
): Promise<Material> {
  const { patientFrom, recipe, seed, split: fractions, task, threads, skipUnreadable } = options;
  const dataset = await findImages(data, patientFrom === undefined ? undefined : parsePatientPattern(patientFrom));
  if (dataset.ignored.length > 0) emit({ type: "ignored", ignored: dataset.ignored });
  const hashed = await hashImages(dataset);
  const division = { task: parseTask(task), recipe, fractions, seed };
  partition(hashed, division); // what cannot be divided is told before an image is read
  const size = { width: resolved.imageSize, height: resolved.imageSize };
  const read = await readImages(
    hashed,
    { root: dataset.root, prepare: { size, enhance: resolved.enhance }, threads, skipUnreadable },
    emit,
  );
  const { labelling, parts } = partition(
    read.map(({ image }) => image),
    division,
  );
  return { root: dataset.root, task, labelling, images: read.map((one, i) => ({ ...one, part: parts[i]! })) };
}

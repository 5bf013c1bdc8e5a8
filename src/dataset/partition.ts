/**
 * From images and a task to the three parts: the classes, what the model tells apart, and where each image goes.
 */
import { requireOneLabelEach } from "./duplicates.ts";
import type { HashedImage } from "./image.ts";
import { publishedSplit } from "./published-split.ts";
import { type Division, type Part, requireEveryLabel } from "./split.ts";
import { stratifiedSplit } from "./stratified-split.ts";
import { type ClassOrder, classesOf, type Labelling, labellingOf, type Task } from "./task.ts";

export interface PartitionOptions extends ClassOrder {
  readonly task: Task;
  readonly division: Division;
  /** Not of file order. */
  readonly seed: number;
}

export interface Partition {
  readonly labelling: Labelling;
  /** One for each image, in their order. */
  readonly parts: readonly Part[];
}

/** Throws where one image has two labels, a class is missing from the data, or a part would lack a class. */
export function partition(images: readonly HashedImage[], options: PartitionOptions): Partition {
  const { task, recipe, division, seed } = options;
  requireOneLabelEach(images);
  const labels = images.map(({ label }) => label);
  const classes = classesOf(labels, options);
  const labelling = labellingOf(task, classes, recipe);
  const parts =
    division === "file-order" ? publishedSplit(images, task, classes) : stratifiedSplit(images, division, seed);
  requireEveryLabel(
    labels.map((label) => labelling.names[labelling.placeOf(label)]!),
    parts,
  );
  return { labelling, parts };
}

/**
 * From images and a task to the three parts: the classes, what the model tells apart, and where each image goes.
 */
import { requireOneLabelEach } from "./duplicates.ts";
import type { HashedImage } from "./image.ts";
import { publishedSplit } from "./published-split.ts";
import { type Fractions, type Part, requireEveryLabel } from "./split.ts";
import { stratifiedSplit } from "./stratified-split.ts";
import { classesOf, type Labelling, labellingOf, type Recipe, type Task } from "./task.ts";

export interface PartitionOptions {
  readonly task: Task;
  /** published: by file order; standard: stratified, seeded, by patient. */
  readonly recipe: Recipe;
  /** Of the standard recipe; the published one has its own. */
  readonly fractions: Fractions;
  readonly seed: number;
}

export interface Partition {
  readonly labelling: Labelling;
  /** One for each image, in their order. */
  readonly parts: readonly Part[];
}

/** Throws where one image has two labels, a class is missing from the data, or a part would lack a class. */
export function partition(images: readonly HashedImage[], options: PartitionOptions): Partition {
  const { task, recipe, fractions, seed } = options;
  requireOneLabelEach(images);
  const labels = images.map(({ label }) => label);
  const classes = classesOf(labels, recipe);
  const labelling = labellingOf(task, classes, recipe);
  const parts =
    recipe === "published" ? publishedSplit(images, task, classes) : stratifiedSplit(images, fractions, seed);
  requireEveryLabel(
    labels.map((label) => labelling.names[labelling.placeOf(label)]!),
    parts,
  );
  return { labelling, parts };
}

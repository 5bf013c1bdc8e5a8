/**
 * From images and a task to the three parts: the classes, what the model tells apart, and where each image goes.
 */
import { requireOneLabelEach } from "./duplicates.ts";
import { type Folding, foldsOf, partsOfFold } from "./folds.ts";
import type { HashedImage } from "./image.ts";
import { publishedSplit } from "./published-split.ts";
import { AS_LISTED, type Division, hasEveryLabel, type Part, requireEveryLabel } from "./split.ts";
import { stratifiedSplit } from "./stratified-split.ts";
import { type ClassOrder, classesOf, type Labelling, labellingOf, type Task } from "./task.ts";
import { wayToSplit } from "./way-to-split.ts";

export interface PartitionOptions extends ClassOrder {
  readonly task: Task;
  readonly division: Division;
  /** Not of file order. */
  readonly seed: number;
  /** In cross-validation, which fold tests; else left out. */
  readonly folding?: (Folding & { readonly fold: number }) | undefined;
}

export interface Partition {
  readonly labelling: Labelling;
  /** One for each image, in their order. */
  readonly parts: readonly Part[];
  /** The fold of each image, in cross-validation; else null. */
  readonly folds: readonly number[] | null;
}

/** Throws where one image has two labels, a class is missing from the data, or a part would lack a class. */
export function partition(images: readonly HashedImage[], options: PartitionOptions): Partition {
  const { task, recipe } = options;
  requireOneLabelEach(images);
  const labels = images.map(({ label }) => label);
  const classes = classesOf(labels, options);
  const labelling = labellingOf(task, classes, recipe);
  const { parts, folds } = divided(images, classes, options);
  const names = labels.map((label) => labelling.names[labelling.placeOf(label)]!);
  requireEveryLabel(names, parts, () => wayOut(images, names, options));
  return { labelling, parts, folds };
}

/** A table says its parts itself; fractions are tried in every fold. */
function wayOut(images: readonly HashedImage[], names: readonly string[], options: PartitionOptions): string {
  const { division, folding, seed } = options;
  if (division === AS_LISTED) return "give the part images of the class in the table";
  return wayToSplit(images, names, (fractions) => {
    if (folding === undefined) return hasEveryLabel(names, stratifiedSplit(images, fractions, seed));
    const folds = foldsOf(images, folding, seed);
    return Array.from({ length: folding.folds }).every((_, fold) =>
      hasEveryLabel(names, partsOfFold(images, folds, { ...folding, fold, division: fractions, seed })),
    );
  });
}

function divided(
  images: readonly HashedImage[],
  classes: readonly string[],
  { task, division, seed, folding }: PartitionOptions,
): Pick<Partition, "parts" | "folds"> {
  if (folding !== undefined) {
    const folds = foldsOf(images, folding, seed);
    return { folds, parts: partsOfFold(images, folds, { ...folding, division, seed }) };
  }
  return { folds: null, parts: unfolded(images, classes, { task, division, seed }) };
}

function unfolded(
  images: readonly HashedImage[],
  classes: readonly string[],
  { task, division, seed }: Pick<PartitionOptions, "task" | "division" | "seed">,
): Part[] {
  if (division === AS_LISTED) return images.map(({ part }) => part!); // as the data set was read
  if (typeof division !== "string") return stratifiedSplit(images, division, seed);
  return publishedSplit(images, division === "file-order" ? task : { kind: "multi" }, classes);
}

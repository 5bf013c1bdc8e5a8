/**
 * Cross-validation: every image is in one of k folds. The fold's own run tests on it; of the others the run validates on a part, and trains on
 * the rest, as the fractions of train and validation have it. All of it is stratified by class and keeps a patient's images on one side, unless
 * it goes by image: then patients are passed over on purpose, to see what that is worth. Files with the same bytes stay together either way.
 */
import { RoentgenError } from "../util/error.ts";
import type { HashedImage } from "./image.ts";
import type { Division, Part } from "./split.ts";
import { stratifiedPlaces } from "./stratified-split.ts";

export const FOLDS_BY = ["patient", "image"] as const;
export type FoldsBy = (typeof FOLDS_BY)[number];

export interface Folding {
  /** k, from 2. */
  readonly folds: number;
  readonly by: FoldsBy;
}

/** The fold of each image, from 0. Throws E_FOLDS where there are not enough images (or patients) of a class for every fold. */
export function foldsOf(images: readonly HashedImage[], { folds, by }: Folding, seed: number): number[] {
  const places = stratifiedPlaces(together(images, by), new Array<number>(folds).fill(1 / folds), seed);
  requireEveryClass(images, places, folds);
  return places;
}

/** The parts of the run that tests on a fold. folds: of each image. */
export function partsOfFold(
  images: readonly HashedImage[],
  folds: readonly number[],
  {
    fold,
    by,
    division,
    seed,
  }: { readonly fold: number; readonly by: FoldsBy; readonly division: Division; readonly seed: number },
): Part[] {
  if (typeof division === "string") throw inFileOrder(division);
  const [train, validation] = division;
  const others = images.flatMap((image, i) => (folds[i] === fold ? [] : [{ image, i }]));
  const total = train + validation;
  const places = stratifiedPlaces(
    together(
      others.map(({ image }) => image),
      by,
    ),
    [train / total, validation / total],
    seed,
  );
  const parts = images.map((): Part => "test");
  others.forEach(({ i }, at) => {
    parts[i] = places[at] === 0 ? "train" : "validation";
  });
  return parts;
}

/** An image without a patient is one of its own. */
const together = (images: readonly HashedImage[], by: FoldsBy): readonly HashedImage[] =>
  by === "patient" ? images : images.map((image) => ({ ...image, patient: null }));

function requireEveryClass(images: readonly HashedImage[], folds: readonly number[], count: number): void {
  const classes = [...new Set(images.map(({ label }) => label))];
  const present = new Set(images.map(({ label }, i) => `${folds[i]} ${label}`));
  for (let fold = 0; fold < count; fold++) {
    const missing = classes.filter((label) => !present.has(`${fold} ${label}`));
    if (missing.length === 0) continue;
    throw new RoentgenError("E_FOLDS", `no image of ${missing.join(", ")} falls to fold ${fold}`, {
      expected: "every class in every fold",
      received: `${count} folds`,
      fix: "take fewer folds, or add images (of more patients) to the class",
    });
  }
}

const inFileOrder = (division: string): RoentgenError =>
  new RoentgenError("E_OPTION", "folds are not taken in file order, or as a table lists parts", {
    kind: "usage",
    expected: "--split with three fractions, of which those of train and validation count",
    received: `--split ${division}`,
    fix: "leave --split or --folds out",
  });

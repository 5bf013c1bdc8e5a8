/**
 * What the frozen phase shows the base: which images, and how augmented. With fresh views each draw is augmented for itself, also one of an image that the
 * epoch has drawn before; with a number of views, an image looks the same all epoch long.
 */
import { augmentationAt, type DrawAugmentation } from "./augmentation.ts";
import type { PixelSource } from "./pixel-source.ts";
import type { TrainingPlan } from "./plan.ts";
import { byDraw, imagesOfDraws } from "./sampling.ts";
import { viewOf } from "./views.ts";

type Shown = readonly [images: PixelSource, chosen: readonly number[], draw: DrawAugmentation];

type Shows = Pick<TrainingPlan, "views" | "train" | "augmentation" | "seed">;

/** Of an epoch's draws. */
export type Show = (draws: readonly number[], epoch: number) => Shown;

export function showing({ views, train, augmentation, seed }: Shows): Show {
  const drawAt = (epoch: number): DrawAugmentation => augmentationAt(augmentation, { seed, phase: "frozen", epoch });
  const drawn = byDraw(train);
  if (views === "fresh") return (draws, epoch) => [drawn, draws, drawAt(epoch)];
  return (draws, epoch) => [train.images, imagesOfDraws(draws, train.places.length), drawAt(viewOf(views, epoch))];
}

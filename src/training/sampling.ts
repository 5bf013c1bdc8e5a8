/**
 * Which images an epoch shows, and in which order. Every epoch makes as many draws as there are training images.
 *
 * shuffled: every image once. balanced: every class equally often (the first ones once more where the number does not divide), for data in which some are
 * rare. A class is gone through in rounds, each in an order of its own: no image of it is shown a second time before all others were.
 *
 * A draw is a number, image + images * round: what is random about it (augmentation, dropout) goes by that number, and is another in each round.
 */
import { shuffled, stream } from "../util/random.ts";
import { drawOrder, type Moment } from "./draws.ts";
import type { LabelledPixels } from "./pixel-source.ts";

export const SAMPLINGS = ["shuffled", "balanced"] as const;
export type Sampling = (typeof SAMPLINGS)[number];

/** The draws of an epoch. places: of the training images' classes. */
export function drawEpoch(moment: Moment, places: readonly number[], sampling: Sampling): number[] {
  if (sampling === "shuffled") return drawOrder(moment, places.length);
  const classes = imagesByClass(places);
  const draws = classes.flatMap((images, k) => {
    const count = Math.floor(places.length / classes.length) + Number(k < places.length % classes.length);
    return drawClass(moment, images, count, places);
  });
  return drawOrder(moment, draws.length).map((at) => draws[at]!);
}

/** count: of draws. */
function drawClass(
  { seed, phase, epoch }: Moment,
  images: readonly number[],
  count: number,
  places: readonly number[],
): number[] {
  const rounds = Array.from({ length: Math.ceil(count / images.length) }, (_, round) =>
    shuffled(images, stream(seed, "round", phase, epoch, places[images[0]!]!, round)).map(
      (image) => image + places.length * round,
    ),
  );
  return rounds.flat().slice(0, count);
}

/** Images of each class that there are any of, by its place. */
function imagesByClass(places: readonly number[]): number[][] {
  const classes: number[][] = [];
  places.forEach((place, image) => {
    classes[place] ??= [];
    classes[place].push(image);
  });
  return classes.filter((images) => images !== undefined);
}

/** The images of draws. images: that are trained on. */
export const imagesOfDraws = (draws: readonly number[], images: number): number[] => draws.map((draw) => draw % images);

/** A set that is read by draws. */
export function byDraw({ images, places }: LabelledPixels): LabelledPixels["images"] {
  const { length } = places;
  return {
    ...images,
    read: (draw) => images.read(draw % length),
    identity: (draw) =>
      draw < length
        ? images.identity(draw)
        : `${images.identity(draw % length)}, shown before: ${Math.floor(draw / length)}`,
  };
}

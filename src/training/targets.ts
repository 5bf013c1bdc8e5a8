/**
 * What the loss compares with, as in Keras 3: labels, smoothed where it is asked for (`label_smoothing`; Szegedy et al. 2016),
 *   y (1 - e) + e / classes,  of a sigmoid y (1 - e) + e / 2
 * and weights of images: that of the class over the images of the batch (`class_weight`: the weighted losses are divided by the number of images, not
 * by the sum of their weights).
 */
import type { TrainingPlan } from "./plan.ts";
import { labelTensor, placesOf, weightTensor } from "./tensors.ts";

type TargetPlan = Pick<TrainingPlan, "train" | "units" | "labelSmoothing" | "classWeights">;

interface Part {
  /** Training images of the micro-batch. */
  readonly images: readonly number[];
  /** Rows of the tensors. */
  readonly size: number;
  /** Images of the whole batch. */
  readonly batch: number;
}

/** Feeds "label" and "weight" of a micro-batch. */
export function targetFeeds(plan: TargetPlan, { images, size, batch }: Part): [string, Float32Array][] {
  const { train, units, labelSmoothing, classWeights } = plan;
  const label = labelTensor(train, images, size, units);
  const weight = weightTensor(images.length, size, batch);
  if (labelSmoothing > 0) smooth(label, units, labelSmoothing);
  if (classWeights !== null)
    for (const [row, place] of placesOf(train, images).entries()) weight[row]! *= classWeights[place]!;
  return [
    ["label", label],
    ["weight", weight],
  ];
}

/** In place. */
function smooth(label: Float32Array, units: number, smoothing: number): void {
  for (const [i, y] of label.entries()) label[i] = y * (1 - smoothing) + smoothing / Math.max(units, 2);
}

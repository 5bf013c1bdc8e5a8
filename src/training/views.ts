/**
 * Views: the augmentations of each image that the frozen phase sees. With a number of them, epochs cycle through them, and the features of
 * each are computed once; fresh ones are drawn, and their features computed, in every epoch.
 */
import type { TrainingPlan } from "./plan.ts";

/** Rows of features for some images in an epoch, [chosen, channels]. */
export type RowsOf = (chosen: readonly number[], epoch: number) => Promise<Float32Array>;

interface Counts {
  /** Images in all; every epoch asks once for each. */
  readonly images: number;
  readonly channels: number;
}

/** compute: features in a view, which are numbered from 1 as epochs are. */
export function rowsOfViews(views: TrainingPlan["views"], { images, channels }: Counts, compute: RowsOf): RowsOf {
  if (views === "fresh") return compute;
  const kept = new Map<number, Float32Array>();
  return async (chosen, epoch) => {
    const view = ((epoch - 1) % views) + 1;
    if (epoch > views) return gather(kept.get(view)!, chosen, channels);
    const rows = await compute(chosen, view);
    if (!kept.has(view)) kept.set(view, new Float32Array(images * channels));
    scatter(rows, kept.get(view)!, chosen, channels);
    return rows;
  };
}

function gather(all: Float32Array, chosen: readonly number[], channels: number): Float32Array {
  const rows = new Float32Array(chosen.length * channels);
  for (const [row, image] of chosen.entries())
    rows.set(all.subarray(image * channels, (image + 1) * channels), row * channels);
  return rows;
}

function scatter(rows: Float32Array, all: Float32Array, chosen: readonly number[], channels: number): void {
  for (const [row, image] of chosen.entries())
    all.set(rows.subarray(row * channels, (row + 1) * channels), image * channels);
}

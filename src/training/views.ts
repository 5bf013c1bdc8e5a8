/** Views: the augmentations of each image that the frozen phase cycles through, so that features are computed once for each. */
import { gatherRows, type Rows, scatterRows } from "./rows.ts";

/** Rows of features for some images in an epoch, [chosen, channels]. */
export type RowsOf = (chosen: readonly number[], epoch: number) => Promise<Float32Array>;

interface Counts {
  /** Images in all. */
  readonly images: number;
  readonly channels: number;
}

/**
 * compute: features in a view, which are numbered from 1 as epochs are. kept: room for a row of each image in each view. A run that goes on in the
 * middle finds nothing kept, and computes what it needs again.
 */
export function rowsOfViews(views: number, { images, channels }: Counts, kept: Rows, compute: RowsOf): RowsOf {
  const isKept = new Uint8Array(views * images);
  return async (chosen, epoch) => {
    const view = viewOf(views, epoch);
    const placeOf = (image: number): number => (view - 1) * images + image;
    const missing = [...new Set(chosen)].filter((image) => isKept[placeOf(image)] === 0);
    if (missing.length > 0) scatterRows(await compute(missing, view), kept, missing.map(placeOf), channels);
    for (const image of missing) isKept[placeOf(image)] = 1;
    return gatherRows(kept, chosen.map(placeOf), channels);
  };
}

/** Both from 1. */
export const viewOf = (views: number, epoch: number): number => ((epoch - 1) % views) + 1;

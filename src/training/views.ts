/** Views: the augmentations of each image that the frozen phase cycles through, so that features are computed once for each. */
import { gatherRows, type Rows, scatterRows } from "./rows.ts";

/** Rows of features for some images in an epoch, [chosen, channels]. */
export type RowsOf = (chosen: readonly number[], epoch: number) => Promise<Float32Array>;

interface Counts {
  /** Images in all; every epoch asks once for each. */
  readonly images: number;
  readonly channels: number;
}

/** compute: features in a view, which are numbered from 1 as epochs are. kept: room for a row of each image in each view. */
export function rowsOfViews(views: number, { images, channels }: Counts, kept: Rows, compute: RowsOf): RowsOf {
  return async (chosen, epoch) => {
    const view = ((epoch - 1) % views) + 1;
    const places = chosen.map((image) => (view - 1) * images + image);
    if (epoch > views) return gatherRows(kept, places, channels);
    const rows = await compute(chosen, view);
    scatterRows(rows, kept, places, channels);
    return rows;
  };
}

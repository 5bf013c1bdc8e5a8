/** Quantiles of a sample by linear interpolation between its values (Hyndman and Fan's definition 7, NumPy's default). */

/** sorted: at least one value, ascending; level: 0..1. */
export function quantile(sorted: Float64Array, level: number): number {
  const place = level * (sorted.length - 1);
  const below = Math.floor(place);
  const lower = sorted[below]!;
  return lower + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - lower);
}

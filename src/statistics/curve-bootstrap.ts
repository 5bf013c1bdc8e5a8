/**
 * Bootstrap bands around curves: each curve is computed on every resample at the same places; at each place the band is the percentile interval.
 * It holds pointwise, not for the whole curve at once.
 */
import type { BootstrapPlan } from "./bootstrap.ts";
import type { Counts } from "./counts.ts";

export interface WeightedCurve {
  /** Where the curve is computed (thresholds, 1 - specificities, recalls). */
  readonly places: Float64Array;
  /** Fills in the curve at each place where each case counts so often; NaN where there is none. */
  at(counts: Counts, into: Float64Array): void;
}

export interface BandPoint {
  readonly at: number;
  /** null where there is none. */
  readonly estimate: number | null;
  /** Both null where the estimate is, or no resample has one. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Band {
  readonly points: readonly BandPoint[];
  readonly n: number;
  readonly method: string;
}

/** Every curve with its band, from one pass of resamples. */
export function bootstrapCurves<Name extends string>(
  plan: Omit<BootstrapPlan, "interval">,
  curves: Readonly<Record<Name, WeightedCurve>>,
): Record<Name, Band> {
  throw new Error(`not yet ${plan.cases} ${Object.keys(curves)}`);
}

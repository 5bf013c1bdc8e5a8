/**
 * Bootstrap bands around curves: each curve is computed on every resample at the same places; at each place the band is the percentile interval.
 * It holds at each place by itself, not for the whole curve at once.
 */
import type { BootstrapPlan } from "./bootstrap.ts";
import type { Counts } from "./counts.ts";
import { LEVEL } from "./figure.ts";
import { quantile } from "./quantile.ts";
import { countsOf, resampleCount } from "./resample.ts";
import { drawnOf, unitsOf } from "./units.ts";

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

export type CurvePlan = Omit<BootstrapPlan, "interval">;

/** Every curve with its band, from one pass of resamples. */
export function bootstrapCurves<Name extends string>(
  plan: CurvePlan,
  curves: Readonly<Record<Name, WeightedCurve>>,
): Record<Name, Band> {
  const units = unitsOf(plan);
  const total = resampleCount(plan);
  const named = Object.entries<WeightedCurve>(curves);
  const seen = named.map(([, { places }]) => Array.from(places, () => new Float64Array(total)));
  const rows = named.map(([, { places }]) => new Float64Array(places.length));
  let resample = 0;
  for (const counts of countsOf(units, plan)) {
    for (const [c, [, curve]] of named.entries()) {
      curve.at(counts, rows[c]!);
      for (const [p, values] of seen[c]!.entries()) values[resample] = rows[c]![p]!;
    }
    resample++;
  }
  const method = `percentile bootstrap at each place, ${total} resamples of ${drawnOf(plan)}`;
  const entries = named.map(([name, curve], c) => {
    const points = pointsOf(curve, plan.cases, seen[c]!);
    return [name, { points, n: units.starts.at(-1)!, method }];
  });
  return Object.fromEntries(entries) as Record<Name, Band>; // the names of curves
}

function pointsOf(curve: WeightedCurve, cases: number, seen: readonly Float64Array[]): BandPoint[] {
  const estimates = new Float64Array(curve.places.length);
  curve.at(new Uint8Array(cases).fill(1), estimates);
  return seen.map((values, p) => {
    const at = curve.places[p]!;
    if (Number.isNaN(estimates[p])) return { at, estimate: null, low: null, high: null };
    return { at, estimate: estimates[p]!, ...percentiles(values) };
  });
}

function percentiles(values: Float64Array): { low: number | null; high: number | null } {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return { low: null, high: null };
  return { low: quantile(known, (1 - LEVEL) / 2), high: quantile(known, (1 + LEVEL) / 2) };
}

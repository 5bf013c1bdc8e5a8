/**
 * Bootstrap intervals: cases (or clusters of cases, within strata) are drawn with replacement many times, and each figure is computed on
 * every resample; one pass of resamples serves all figures.
 *
 * Percentile: the 2.5 % and 97.5 % quantiles of the resampled figures. BCa (Efron, JASA 82, 1987): quantiles at levels that are corrected
 * for bias and acceleration. Magnitudes have neither: resamples add to them by chance, which the upper limit is moved down by, and the lower one
 * is that of the basic interval, 2 estimate - the 97.5 % quantile (chosen by simulation: the test of coverage has BCa beside it). Differences of
 * magnitudes have percentiles.
 *
 * A resample that has no figure (one class only) is missing: the quantiles are of the others, and the method says how many were missing.
 */
import { type Figure, type Interval, LEVEL, measured, pointFigure, undefinedFigure } from "./figure.ts";
import { acceleration } from "./jackknife.ts";
import { normalQuantile, upperTail } from "./normal.ts";
import { quantile } from "./quantile.ts";
import { countsOf, type Resampling, resampleCount } from "./resample.ts";
import { isRounding } from "./rounding.ts";
import { drawnOf, type Sampled, type Units, unitsOf } from "./units.ts";
import { estimateOf, type WeightedFigure } from "./weighted.ts";

export interface BootstrapPlan extends Sampled, Resampling {
  /** Default: BCa. */
  readonly interval?: "BCa" | "percentile";
}

export interface Bootstrapped {
  readonly figure: Figure;
  /** The figures of the resamples that have one, ascending. */
  readonly resampled: Float64Array;
  /** How many resamples have none. */
  readonly missing: number;
}

/** Every figure's estimate (each case counts once) with its interval. */
export function bootstrap<Name extends string>(
  plan: BootstrapPlan,
  figures: Readonly<Record<Name, WeightedFigure>>,
): Record<Name, Bootstrapped> {
  const units = unitsOf(plan);
  const named = Object.entries<WeightedFigure>(figures);
  const seen = resample(
    plan,
    units,
    named.map(([, figure]) => figure),
  );
  const entries = named.map(([name, figure], i) => [name, judge(figure, seen[i]!, plan, units)]);
  return Object.fromEntries(entries) as Record<Name, Bootstrapped>; // the names of figures
}

interface Seen {
  readonly resampled: Float64Array;
  readonly missing: number;
}

/** The one pass. */
function resample(plan: BootstrapPlan, units: Units, figures: readonly WeightedFigure[]): Seen[] {
  const total = resampleCount(plan);
  const values = figures.map(() => new Float64Array(total));
  const found = figures.map(() => 0);
  for (const counts of countsOf(units, plan)) {
    figures.forEach((figure, f) => {
      const value = figure.at(counts);
      if (value !== null) values[f]![found[f]!++] = value;
    });
  }
  return values.map((each, f) => ({ resampled: each.slice(0, found[f]).sort(), missing: total - found[f]! }));
}

function judge(figure: WeightedFigure, seen: Seen, plan: BootstrapPlan, units: Units): Bootstrapped {
  const n = units.starts.at(-1)!;
  const method = methodOf(figure, plan, seen);
  const estimate = estimateOf(figure, plan.cases);
  if (estimate === null) return { figure: undefinedFigure(n, method, figure.reason), ...seen };
  const alone = (reason: string) => ({ figure: pointFigure(estimate, n, method, reason), ...seen });
  const { resampled } = seen;
  if (resampled.length === 0) return alone(`no resample has the figure: ${figure.reason}`);
  if (areAlike(resampled)) return alone(`every resample gives ${rounded(resampled[0]!)}`);
  const interval = limitsOf(figure, { estimate, resampled }, plan, units);
  if (!interval) return alone("the estimate is at the edge of the resamples, or cannot do without a case");
  return { figure: measured(estimate, interval, n, method), ...seen };
}

/** resampled: ascending, at least one. */
export const areAlike = (resampled: Float64Array): boolean =>
  isRounding(resampled.at(-1)! - resampled[0]!, resampled[0]!);

/** As figures are told. */
const rounded = (value: number): number => Number(value.toFixed(3));

interface Estimated {
  readonly estimate: number;
  readonly resampled: Float64Array;
}

function limitsOf(
  figure: WeightedFigure,
  { estimate, resampled }: Estimated,
  plan: BootstrapPlan,
  units: Units,
): Interval | null {
  if (figure.isMagnitude) return magnitudeLimits(estimate, resampled);
  const levels =
    kindOf(figure, plan) === "percentile" ? PERCENTILES : correctedLevels(figure, estimate, resampled, units);
  return levels && { low: quantile(resampled, levels.low), high: quantile(resampled, levels.high) };
}

function magnitudeLimits(estimate: number, resampled: Float64Array): Interval {
  const [middle, high] = [quantile(resampled, 0.5), quantile(resampled, PERCENTILES.high)];
  return { low: Math.max(0, Math.min(estimate, 2 * estimate - high)), high: estimate + high - middle };
}

const PERCENTILES: Interval = { low: (1 - LEVEL) / 2, high: (1 + LEVEL) / 2 };

/** Phi(z0 + (z0 + z) / (1 - a (z0 + z))) for both ends; null where bias or acceleration cannot be had. */
function correctedLevels(
  figure: WeightedFigure,
  estimate: number,
  resampled: Float64Array,
  units: Units,
): Interval | null {
  const bias = normalQuantile(partBelow(estimate, resampled));
  const a = acceleration(figure, units);
  if (a === null || !Number.isFinite(bias)) return null;
  const correct = (level: number) => {
    const z = bias + normalQuantile(level);
    return a * z < 1 ? upperTail(-(bias + z / (1 - a * z))) : null;
  };
  const [low, high] = [correct(PERCENTILES.low), correct(PERCENTILES.high)];
  return low === null || high === null ? null : { low, high };
}

/** Equal ones count half. */
function partBelow(estimate: number, resampled: Float64Array): number {
  let twice = 0;
  for (const value of resampled) twice += Number(value < estimate) + Number(value <= estimate);
  return twice / 2 / resampled.length;
}

const kindOf = (figure: WeightedFigure, plan: BootstrapPlan): string =>
  figure.isMagnitude ? "bias-moved" : (figure.interval ?? plan.interval ?? "BCa");

function methodOf(figure: WeightedFigure, plan: BootstrapPlan, { resampled, missing }: Seen): string {
  const kind = kindOf(figure, plan);
  const without = missing > 0 ? `, ${missing} without the figure` : "";
  return `${kind} bootstrap, ${resampled.length + missing} resamples of ${drawnOf(plan)}${without}`;
}

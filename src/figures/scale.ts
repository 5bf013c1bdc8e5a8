/** Scales of plots, d3-scale's: from values to places. Linear, or logarithmic to the base 10. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";

export type ScaleKind = "linear" | "log";
export type PlotScale = ScaleContinuousNumeric<number, number>;
type Ends = readonly [number, number];

/** range: places of the domain's two ends. */
export const scaleOver = (kind: ScaleKind, domain: Ends, range: Ends): PlotScale =>
  (kind === "log" ? scaleLog() : scaleLinear()).domain(domain).range(range);

/** About so many ticks on a linear scale. */
const TICKS = 6;

/** Reaches over all values, finite and for "log" positive, and ends at round ones; a linear one from 0 on, unless there are values below. */
export function roundScale(kind: ScaleKind, values: readonly number[], range: Ends): PlotScale {
  if (kind === "log") return scaleLog([Math.min(...values), Math.max(...values)], range).nice();
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return scaleLinear([least, most > least ? most : 1], range).nice(TICKS);
}

/** Round values in rising order; of a logarithmic one powers of ten, with 2 and 5 between them where there are few. */
export function ticksOf(kind: ScaleKind, scale: PlotScale): number[] {
  if (kind === "linear") return scale.ticks(TICKS);
  const [low, high] = scale.domain() as [number, number]; // of two ends
  const powers = Math.round(Math.log10(high / low));
  if (powers > 2) return scale.ticks(powers);
  return scale.ticks(powers + 1).filter((tick) => /^[125]/.test(tick.toExponential()));
}

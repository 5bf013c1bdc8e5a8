/**
 * The interval of few units (patients, or cases of their own): estimate +- t standard errors of the jackknife, t being Student's with the units less the
 * strata as degrees of freedom, on a scale on which the figure has no ends. So intervals of clustered samples are made (Korn and Graubard, Analysis
 * of Health Surveys, 1999; of an AUROC on the logit scale: Qin and Hotilovac 2008).
 *
 * The jackknife of strata (Wolter, Introduction to Variance Estimation, 2007, 4.5): each unit is left out in turn, and the others of its stratum weigh as
 * much more. A unit that is alone in its stratum stays.
 *
 * Resamples of few units are few themselves: of two patients in each of three classes there are 27, and no quantile of theirs lies far enough out, nor
 * do expanded levels reach beyond them (Hesterberg, The American Statistician 69, 2015). Chosen by simulation: docs/few-patients.md.
 */
import type { Counts } from "./counts.ts";
import { type Interval, LEVEL, type MeasuredFigure, measured } from "./figure.ts";
import { LINKS, type Link } from "./link.ts";
import { isRounding } from "./rounding.ts";
import { studentLimit } from "./student.ts";
import { drawnOf, type Sampled, type Units } from "./units.ts";
import { estimateOf, type WeightedFigure } from "./weighted.ts";

/** From so many units on BCa intervals hold as well (docs/few-patients.md). At most 256, as a count must not pass a byte. */
export const FEW = 100;

/**
 * Null where the figure is not defined, or at an end of what it can be; where a unit cannot be left out, or none makes a difference; where no stratum has
 * two units; and of figures that ask for another interval.
 */
export function studentFigure(sampled: Sampled, units: Units, figure: WeightedFigure): MeasuredFigure | null {
  const { isMagnitude, interval: another, link = "plain" } = figure;
  const n = units.starts.at(-1)!;
  const freedom = n - (units.starts.length - 1);
  const estimate = estimateOf(figure, sampled.cases);
  if (isMagnitude || another || estimate === null || freedom === 0) return null;
  const error = standardError(figure, units);
  const isSame = error === null || isRounding(error, estimate);
  const interval = isSame ? null : around(estimate, studentLimit(LEVEL, freedom) * error, LINKS[link]);
  const scale = link === "plain" ? "" : `, ${link} scale`;
  const method = `Student's t interval with ${freedom} degrees of freedom, jackknife of ${drawnOf(sampled)}${scale}`;
  return interval && measured(estimate, interval, n, method);
}

/** Null where it has no width, or the estimate lies at an end of the scale. */
function around(estimate: number, distance: number, { to, from, slope }: Link): Interval | null {
  const width = distance * slope(estimate);
  if (!(width > 0 && Number.isFinite(width))) return null;
  return { low: from(to(estimate) - width), high: from(to(estimate) + width) };
}

/** sqrt(sum over strata of (m - 1) / m times the sum of squares of the m values around their mean). Null where one of the values is. */
export function standardError(figure: WeightedFigure, { of, starts }: Units): number | null {
  let variance = 0;
  for (const [s, end] of starts.subarray(1).entries()) {
    const start = starts[s]!;
    const m = end - start;
    if (m === 1) continue;
    const values = Array.from({ length: m }, (_, k) => figure.at(weights(of, { start, end }, start + k)));
    const known = values.filter((value) => value !== null);
    if (known.length < m) return null;
    variance += ((m - 1) / m) * sumOfSquares(known);
  }
  return Math.sqrt(variance);
}

/** By case: m in a stratum of m units, but for the one that is left out, else m - 1. */
function weights(of: Uint32Array, stratum: { readonly start: number; readonly end: number }, without: number): Counts {
  const m = stratum.end - stratum.start;
  return Uint8Array.from(of, (unit) => {
    if (unit === without) return 0;
    return unit >= stratum.start && unit < stratum.end ? m : m - 1;
  });
}

/** Around their mean. */
function sumOfSquares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Scales: from values to places, and the values worth a tick. Linear, or logarithmic to the base 10. */

export type ScaleKind = "linear" | "log";

export interface Scale {
  /** Place of a value. */
  at(value: number): number;
  /** Round values within the scale, in rising order. */
  readonly ticks: readonly number[];
}

/** About so many ticks on a linear scale. */
const TICKS = 6;

/** Reaches over all values, finite and for "log" positive, and ends at round ones; range: places of its two ends. */
export function scaleOf(kind: ScaleKind, values: readonly number[], range: readonly [number, number]): Scale {
  return kind === "log" ? logScale(values, range) : linearScale(values, range);
}

/** From 0 on, unless there are values below. */
function linearScale(values: readonly number[], [start, end]: readonly [number, number]): Scale {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = roundStep((most - least || 1) / TICKS);
  const [first, last] = [Math.floor(least / step), Math.max(Math.ceil(most / step), 1)];
  return {
    at: (value) => start + ((value / step - first) / (last - first)) * (end - start),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => rounded((first + i) * step)),
  };
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9))!;
}

const rounded = (value: number): number => Number(value.toPrecision(12));

/** Powers of ten; between them 2 and 5, where there are few. */
function logScale(values: readonly number[], [start, end]: readonly [number, number]): Scale {
  const logs = values.map(Math.log10);
  const candidates = ticksBetween(Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs)));
  const first = candidates.findLastIndex((tick) => Math.log10(tick) <= Math.min(...logs) + 1e-9);
  const last = candidates.findIndex((tick) => Math.log10(tick) >= Math.max(...logs) - 1e-9);
  const ticks = candidates.slice(first, Math.max(last, first + 1) + 1);
  const [low, high] = [Math.log10(ticks[0]!), Math.log10(ticks.at(-1)!)];
  return { at: (value) => start + ((Math.log10(value) - low) / (high - low)) * (end - start), ticks };
}

/** From 10^low to 10^high and one step beyond. */
function ticksBetween(low: number, high: number): number[] {
  const factors = high - low <= 2 ? [1, 2, 5] : [1];
  const powers = Array.from({ length: high - low + 2 }, (_, i) => low + i);
  return powers.flatMap((power) => factors.map((factor) => rounded(factor * 10 ** power)));
}

/** Figures in sentences about limits: with as many decimals as tell a bound from the limit that it misses. */
import type { Figure } from "../statistics/index.ts";

/** "0.900 (0.596 to 0.982, n = 10)"; without an interval, or an estimate, with the reason. */
export function toldFigure(figure: Figure, decimals: number): string {
  if (figure.estimate === null) return `not defined: ${figure.reason}`;
  if (figure.low === null) return `${figure.estimate.toFixed(decimals)} without an interval: ${figure.reason}`;
  const { estimate, low, high, n } = figure;
  return `${estimate.toFixed(decimals)} (${low.toFixed(decimals)} to ${high.toFixed(decimals)}, n = ${n})`;
}

/** Three, or as many as a double has, if that many are needed. */
const DECIMALS = { usual: 3, most: 17 };

/** As few as leave a difference between a value and a limit in what is written. */
export function decimalsApart(value: number, limit: number): number {
  let decimals = DECIMALS.usual;
  while (decimals < DECIMALS.most && value !== limit && Number(value.toFixed(decimals)) === limit) decimals++;
  return decimals;
}

interface Held {
  /** As it was asked for, without its limit. */
  readonly name: string;
  readonly bound: ">=" | "<=";
  readonly limit: number;
}

/** "accuracy>=0.3: reached (0.320, its lower bound)" */
export const toldReached = ({ name, bound, limit }: Held, value: number): string =>
  `${name}${bound}${limit}: reached (${value.toFixed(decimalsApart(value, limit))}, its ${bound === ">=" ? "lower" : "upper"} bound)`;

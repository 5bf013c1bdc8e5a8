/**
 * A figure: never a bare number, always with its 95 % interval, its n and the method that made the interval. Where only the interval cannot be
 * had, the estimate stands without one, and where nothing can be computed it is null, too; both with a reason. No NaN ever stands in one.
 */

/** The two-sided level of every interval in this room. */
export const LEVEL = 0.95;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface MeasuredFigure extends Interval {
  readonly estimate: number;
  /** How many images (or other independent things) it rests on: the denominator of a proportion. */
  readonly n: number;
  /** How the interval was made. */
  readonly method: string;
}

/** An estimate alone. */
export interface PointFigure {
  readonly estimate: number;
  readonly low: null;
  readonly high: null;
  readonly n: number;
  readonly method: string;
  /** Why there is no interval, in words for a reader of the report. */
  readonly reason: string;
}

export interface UndefinedFigure {
  readonly estimate: null;
  readonly low: null;
  readonly high: null;
  readonly n: number;
  readonly method: string;
  /** Why there is no figure, in words for a reader of the report. */
  readonly reason: string;
}

/** low is null in all that have no interval, estimate in those that have nothing. */
export type Figure = MeasuredFigure | PointFigure | UndefinedFigure;

export function measured(estimate: number, { low, high }: Interval, n: number, method: string): MeasuredFigure {
  return { estimate, low, high, n, method };
}

export function pointFigure(estimate: number, n: number, method: string, reason: string): PointFigure {
  return { estimate, low: null, high: null, n, method, reason };
}

export function undefinedFigure(n: number, method: string, reason: string): UndefinedFigure {
  return { estimate: null, low: null, high: null, n, method, reason };
}

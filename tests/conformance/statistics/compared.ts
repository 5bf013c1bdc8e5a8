/** A statistic beside another program's: the largest relative error over all their figures. */
import type { Figure } from "../../../src/statistics/index.ts";
import { type Figures, flat, largestRelativeError, tolerances } from "../../support/relative-error.ts";

export interface ComparedStatistic {
  readonly statistic: string;
  readonly peer: string;
  /** How many figures were compared. */
  readonly figures: number;
  readonly largestError: number;
  readonly tolerance: number;
}

export type Pair = readonly [ours: Figures, theirs: Figures];

export function compared(
  statistic: string,
  peer: string,
  pairs: readonly Pair[],
  kind: keyof typeof tolerances = "closed",
): ComparedStatistic {
  const [ours, theirs] = [pairs.flatMap(([each]) => flat(each)), pairs.flatMap(([, each]) => flat(each))];
  if (ours.length !== theirs.length)
    throw new Error(`${statistic}: ${ours.length} figures, but ${theirs.length} of ${peer}`);
  const largestError = largestRelativeError(ours, theirs);
  return { statistic, peer, figures: theirs.length, largestError, tolerance: tolerances[kind] };
}

/** norm.ppf(0.975), SciPy. */
export const Z = 1.959963984540054;

export const estimateOf = (figure: Figure): number => figure.estimate ?? Number.NaN;
export const limitsOf = ({ low, high }: { readonly low: number | null; readonly high: number | null }): number[] => [
  low ?? Number.NaN,
  high ?? Number.NaN,
];
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

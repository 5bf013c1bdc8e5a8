/**
 * Figures of a resample that are made of sums in a few cells: a confusion matrix, bins of probabilities. A resample costs one pass over the
 * cases for each sum; leaving a unit out costs taking its cases off.
 */
import type { Counts } from "./counts.ts";
import { ascendingOrder } from "./radix.ts";
import type { Units } from "./units.ts";
import type { WeightedFigure } from "./weighted.ts";

export interface CaseTable {
  readonly cells: number;
  /** By case: its cell. */
  readonly of: ArrayLike<number>;
  /** Of each sum by case: what it adds to its cell. */
  readonly values?: readonly ArrayLike<number>[];
}

/** First how many cases each cell has, then the sums of the values. */
export type CellSums = readonly [cases: Float64Array, ...sums: Float64Array[]];

export function weightedTable(
  { cells, of, values = [] }: CaseTable,
  figure: (sums: CellSums) => number | null,
  reason: string,
): WeightedFigure {
  const cellOf = Uint32Array.from(of);
  const terms = [new Float64Array(cellOf.length).fill(1), ...values.map((each) => Float64Array.from(each))];
  const sums = terms.map(() => new Float64Array(cells)) as unknown as CellSums; // the first is always there
  const fill = (counts: Counts) => {
    for (const [t, sum] of sums.entries()) addUp(counts, cellOf, terms[t]!, sum.fill(0));
  };
  return {
    at(counts) {
      fill(counts);
      return figure(sums);
    },
    reason,
    leavingOut(units) {
      fill(new Uint8Array(cellOf.length).fill(1));
      const move = (index: number, sign: number) => {
        for (const [t, sum] of sums.entries()) sum[cellOf[index]!]! += sign * terms[t]![index]!;
      };
      return leavingOut(units, move, () => figure(sums));
    },
  };
}

function addUp(counts: Counts, cellOf: Uint32Array, values: Float64Array, sums: Float64Array): void {
  for (let i = 0; i < counts.length; i++) sums[cellOf[i]!]! += counts[i]! * values[i]!;
}

function leavingOut(
  { of, starts }: Units,
  move: (index: number, sign: 1 | -1) => void,
  figure: () => number | null,
): Float64Array | null {
  const byUnit = ascendingOrder(of);
  const values = new Float64Array(starts.at(-1)!);
  for (let unit = 0, place = 0; unit < values.length; unit++) {
    const first = place;
    for (; place < byUnit.length && of[byUnit[place]!] === unit; place++) move(byUnit[place]!, -1);
    const value = figure();
    if (value === null) return null;
    values[unit] = value;
    for (const index of byUnit.subarray(first, place)) move(index, 1);
  }
  return values;
}

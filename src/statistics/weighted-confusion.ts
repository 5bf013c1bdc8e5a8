/**
 * Figures of a confusion matrix on a resample, for `bootstrap`: the matrix is counted anew, then the figure is taken from it. Those of one
 * class are proportions (weighted.ts), but F1.
 */
import { kappaOf, matthewsOf } from "./agreement.ts";
import type { Membership } from "./ranking.ts";
import type { WeightedFigure } from "./weighted.ts";
import { weightedTable } from "./weighted-table.ts";

/** Macro: unweighted means over the classes, null as soon as one class has none. */
export type ConfusionFigure =
  | "macroSensitivity"
  | "macroSpecificity"
  | "macroPrecision"
  | "macroNpv"
  | "macroF1"
  | "matthews"
  | "kappa"
  | "quadraticKappa";

export interface Judgements {
  readonly classes: number;
  /** By case: the place of its class, and of the class that it was called. */
  readonly truths: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
}

/** A figure of all classes together; macroSensitivity is the balanced accuracy. */
export function weightedConfusion(judgements: Judgements, figure: ConfusionFigure): WeightedFigure {
  const { classes, truths, predictions } = judgements;
  if (truths.length !== predictions.length)
    throw new RangeError(`${truths.length} labels, but ${predictions.length} predictions`);
  const of = Uint32Array.from(truths, (truth, i) => truth * classes + predictions[i]!);
  const counted = weightedTable(
    { cells: classes ** 2, of },
    ([cells]) => FIGURES[figure](rowsOf(cells, classes)),
    "a class is missing among the labels or the predictions",
  );
  return { ...counted, link: CORRELATIONS.has(figure) ? "Fisher's" : "logit" };
}

/** From -1 to 1; the others are means of shares. */
const CORRELATIONS: ReadonlySet<ConfusionFigure> = new Set(["matthews", "kappa", "quadraticKappa"]);

/** F1 of one class: 2 TP / (2 TP + FP + FN). */
export function weightedF1(called: Membership, members: Membership): WeightedFigure {
  const of = Uint8Array.from({ length: members.length }, (_, i) => 2 * Number(members[i]) + Number(called[i]));
  const counted = weightedTable(
    { cells: 4, of },
    ([cells]) => f1Of({ right: cells[3]!, truths: cells[2]! + cells[3]!, calls: cells[1]! + cells[3]! }),
    "no case of the class, and none called so",
  );
  return { ...counted, link: "logit" };
}

type Rows = readonly (readonly number[])[];

function rowsOf(cells: Float64Array, classes: number): Rows {
  return Array.from({ length: classes }, (_, i) => Array.from(cells.subarray(i * classes, (i + 1) * classes)));
}

const FIGURES: Readonly<Record<ConfusionFigure, (rows: Rows) => number | null>> = {
  macroSensitivity: (rows) => macro(rows, ({ right, truths }) => part(right, truths)),
  macroSpecificity: (rows) =>
    macro(rows, ({ right, truths, calls, all }) => part(all - truths - calls + right, all - truths)),
  macroPrecision: (rows) => macro(rows, ({ right, calls }) => part(right, calls)),
  macroNpv: (rows) => macro(rows, ({ right, truths, calls, all }) => part(all - truths - calls + right, all - calls)),
  macroF1: (rows) => macro(rows, f1Of),
  matthews: matthewsOf,
  kappa: (rows) => kappaOf(rows),
  quadraticKappa: (rows) => kappaOf(rows, "quadratic"),
};

/** Cases of a class, cases called so, and cases that are both. */
interface ClassCounts {
  readonly right: number;
  readonly truths: number;
  readonly calls: number;
}

function macro(rows: Rows, figure: (counts: ClassCounts & { readonly all: number }) => number | null): number | null {
  const all = rows.reduce((total, row) => total + sum(row), 0);
  let total = 0;
  for (const [k, row] of rows.entries()) {
    const calls = rows.reduce((column, each) => column + each[k]!, 0);
    const value = figure({ right: row[k]!, truths: sum(row), calls, all });
    if (value === null) return null;
    total += value;
  }
  return rows.length === 0 ? null : total / rows.length;
}

function f1Of({ right, truths, calls }: ClassCounts): number | null {
  return part(2 * right, truths + calls);
}

function part(count: number, of: number): number | null {
  return of === 0 ? null : count / of;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

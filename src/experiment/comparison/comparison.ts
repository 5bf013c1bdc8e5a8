/**
 * Runs side by side: what one table says. A row is one run, or several that differ in seed or fold alone, pooled; rows of one task are compared
 * with the best of them. table.json of an experiment.
 */
import type { Figure } from "../../statistics/index.ts";

/** What rows are told by, in the order in which tables show them. */
export const FIGURES = ["accuracy", "sensitivity", "specificity", "auroc"] as const;
export type FigureName = (typeof FIGURES)[number];

export interface Comparison {
  readonly version: 1;
  readonly title: string;
  /** DATA as given; null: the runs' own. */
  readonly data: string | null;
  /** What all rows were judged on. On validation, which chose the weights, figures are too good. */
  readonly part: "validation" | "test";
  /** Whose reported accuracies stand beside ours; null: nobody's. */
  readonly reportedBy: string | null;
  /** What tells rows apart: the headings of a row's values. */
  readonly columns: readonly string[];
  readonly tasks: readonly ComparedTask[];
  /** What a reader must know, a sentence each: what the figures are of, how intervals and tests were made, what is missing. */
  readonly notes: readonly string[];
}

/** Rows whose models tell the same names apart. */
export interface ComparedTask {
  /** multi, or binary:NAME. */
  readonly task: string;
  /** Whose sensitivity, specificity and AUROC stand in the table; null: means over the classes. */
  readonly positive: string | null;
  readonly rows: readonly ComparedRow[];
}

export interface ComparedRow {
  /** By column. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of the runs that are pooled. */
  readonly runs: readonly string[];
  /** Different images. */
  readonly images: number;
  /** Different patients, as far as they are known; an image without one counts as one of its own. */
  readonly patients: number;
  readonly figures: Readonly<Record<FigureName, Figure>>;
  /** The accuracy that somebody has reported; null: none. */
  readonly reported: number | null;
  /** The row with the largest accuracy, which the others are compared with. */
  readonly isBest: boolean;
  /** null: of the best row. */
  readonly againstBest: AgainstBest | null;
}

/** On the same images; else why not. */
export type AgainstBest =
  | {
      readonly kind: "paired";
      /** This row's accuracy less the best one's. */
      readonly difference: Figure;
      /** Two-sided; adjusted: by Holm, over the tests of the task. */
      readonly p: number;
      readonly adjusted: number;
      readonly test: string;
      /** The same of AUROC, by DeLong's test; null where rows are pooled, patients have several images or there are several classes. */
      readonly auroc: { readonly difference: Figure; readonly p: number | null } | null;
    }
  | { readonly kind: "not paired"; readonly reason: string };

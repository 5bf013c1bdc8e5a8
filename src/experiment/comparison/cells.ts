/** A comparison as cells: what each format of the table writes, each in its own way. */

import {
  type AgainstBest,
  type ComparedRow,
  type ComparedTask,
  type Comparison,
  isSeen,
  SEEN,
} from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";

export interface TaskCells {
  readonly task: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly isBest: boolean }[];
  /** Of the first cells, that tell rows apart: words; the others are numbers. */
  readonly words: number;
}

/** brief: without sensitivity and specificity, for a terminal's width. */
export const cellsOf = (comparison: Comparison, { brief }: { readonly brief: boolean }): TaskCells[] =>
  comparison.tasks.map((task) => cellsOfTask(comparison, task, brief));

function cellsOfTask({ columns: all, reportedBy }: Comparison, task: ComparedTask, brief: boolean): TaskCells {
  const columns = all.filter(
    (column) => column !== TASK && task.rows.some(({ values }) => values[column] !== undefined),
  );
  const of = task.positive ?? "mean";
  const between = brief ? [] : [`sensitivity (${of})`, `specificity (${of})`];
  const reported = reportedBy === null ? [] : [reportedBy];
  const header = [
    ...[...columns, "runs", "images", "patients", ...reported, "accuracy"],
    ...[...between, `AUROC (${of})`, "less the best", "p"],
  ];
  return {
    task: task.task,
    header,
    rows: task.rows.map((row) => ({
      cells: cellsOfRow(columns, row, { brief, reported: reportedBy !== null }),
      isBest: row.isBest,
    })),
    words: columns.length,
  };
}

/** Each task has a table of its own. */
const TASK = "task";

function cellsOfRow(
  columns: readonly string[],
  row: ComparedRow,
  { brief, reported }: { readonly brief: boolean; readonly reported: boolean },
): string[] {
  const { accuracy, sensitivity, specificity, auroc } = row.figures;
  const figures = brief ? [accuracy, auroc] : [accuracy, sensitivity, specificity, auroc];
  return [
    ...columns.map((column) => row.values[column] ?? ""),
    ...[row.runs.length, row.images, row.patients].map(String),
    ...(reported ? [row.reported?.toFixed(3) ?? ""] : []),
    ...figures.map((figure) => figureCell(figure) + (isSeen(row) && figure.estimate !== null ? ` ${SEEN}` : "")),
    ...againstCells(row.againstBest),
  ];
}

/** "0.873 (0.851 to 0.893)", "0.873 (no interval)" */
export function figureCell(figure: Figure): string {
  if (figure.estimate === null) return "-";
  const { estimate, low, high } = figure;
  return `${rounded(estimate)} (${low === null ? "no interval" : `${rounded(low)} to ${rounded(high)}`})`;
}

/** Three digits; no zero below zero. */
const rounded = (value: number): string => value.toFixed(3).replace(/^-(0\.000)$/, "$1");

function againstCells(against: AgainstBest | null): [string, string] {
  if (against === null) return ["best", ""];
  if (against.kind === "not paired") return ["not the same images", ""];
  return [figureCell(against.difference), pText(against.adjusted)];
}

/** "0.034", "<0.001" */
export const pText = (p: number): string => (p < 0.001 ? "<0.001" : p.toFixed(3));

/** A comparison as CSV: a row for each row, every figure with its limits in columns of their own; numbers as they are. */
import { type ComparedRow, type Comparison, ROW_FIGURES } from "../../run/index.ts";
import type { Figure } from "../../statistics/index.ts";
import { formatCsv } from "../../util/csv.ts";
import { tellingColumns } from "./cells.ts";

export function toCsv({ columns: all, part, tasks }: Comparison): string {
  const columns = tellingColumns(all);
  const header = [
    ...["task", "positive", "part", ...columns, "runs", "images", "patients", "opening"],
    ...ROW_FIGURES.flatMap((name) => [name, `${name}_low`, `${name}_high`]),
    ...["reported", "best", "difference", "difference_low", "difference_high", "p", "p_holm", "test"],
  ];
  const rows = tasks.flatMap(({ task, positive, rows }) =>
    rows.map((row) => [
      ...[task, positive, part],
      ...columns.map((column) => row.values[column] ?? null),
      ...[row.runs.length, row.images, row.patients, row.opening],
      ...ROW_FIGURES.flatMap((name) => limits(row.figures[name])),
      ...[row.reported, row.isBest ? "yes" : "no"],
      ...against(row),
    ]),
  );
  return formatCsv(header, rows);
}

const limits = ({ estimate, low, high }: Figure): (number | null)[] => [estimate, low, high];

function against({ againstBest }: ComparedRow): (string | number | null)[] {
  if (againstBest === null) return [null, null, null, null, null, null];
  if (againstBest.kind === "not paired") return [null, null, null, null, null, againstBest.reason];
  return [...limits(againstBest.difference), againstBest.p, againstBest.adjusted, againstBest.test];
}

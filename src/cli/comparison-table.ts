/** Runs side by side, as a person reads them in a terminal. */
import { cellsOf } from "../experiment/index.ts";
import type { Comparison } from "../run/index.ts";
import { formatTable } from "./table.ts";

export function formatComparedRuns(comparison: Comparison): string {
  const tables = cellsOf(comparison, { brief: true }).map(({ task, header, rows }) =>
    [`${task}, ${comparison.part}`, "", formatTable([header, ...rows.map(({ cells }) => cells)])].join("\n"),
  );
  return [...tables, comparison.notes.join("\n")].join("\n\n");
}

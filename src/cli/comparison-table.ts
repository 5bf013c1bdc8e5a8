/** Runs side by side, as a person reads them in a terminal. */
import { briefNotes, cellsOf } from "../experiment/index.ts";
import type { Comparison } from "../run/index.ts";
import { formatFitted } from "./fitted-table.ts";
import { formatNotes } from "./wrapping.ts";

/** width: in characters. */
export function formatComparedRuns(comparison: Comparison, width: number): string {
  const tables = cellsOf(comparison, { brief: true }).map(({ task, extent, header, rows }) => {
    const title = `${task}, ${comparison.part}${extent === null ? "" : `: ${extent}`}`;
    return [title, "", formatFitted([header, ...rows.map(({ cells }) => cells)], width)].join("\n");
  });
  return [...tables, formatNotes(briefNotes(comparison), width)].join("\n\n");
}

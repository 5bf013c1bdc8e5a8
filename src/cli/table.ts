/** Text in columns. */

const BETWEEN = "  ";

/** Columns are as wide as their widest cell. stand: where cells stand in theirs; those of the first column always at its start. */
export function formatTable(rows: readonly (readonly string[])[], stand: "start" | "end" = "start"): string {
  const widths = rows[0]!.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]!.length), 0));
  const padded = (cell: string, column: number): string =>
    column > 0 && stand === "end" ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => row.map(padded).join(BETWEEN).trimEnd()).join("\n");
}

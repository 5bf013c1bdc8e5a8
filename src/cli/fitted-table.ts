/** A table that fits a width, if it can: the widest columns are wrapped, "0.912 (0.861 to 0.950)" before its interval. */
import { formatTable } from "./table.ts";
import { filled } from "./wrapping.ts";

const BETWEEN = 2;

/** Rows of several lines stand apart. Of a width that no wrapping reaches it is wider. */
export function formatFitted([head, ...rows]: readonly (readonly string[])[], width: number): string {
  const pieces = [head!, ...rows].map((row) => row.map(piecesOf));
  const widths = fittedWidths(pieces, width);
  const [top, ...wrapped] = pieces.map((row) => linesOf(row.map((cell, column) => filled(cell, widths[column]!))));
  const isLoose = wrapped.some((lines) => lines.length > 1);
  const between = isLoose ? [head!.map(() => "")] : [];
  return formatTable([...top!, ...wrapped.flatMap((lines) => [...between, ...lines])]);
}

/** Of a cell: what stays together. */
type Pieces = readonly string[];

/** Words, what stands in brackets, and parts of names up to a hyphen. */
const piecesOf = (cell: string): Pieces => cell.split(/(?<= )(?![^(]*\))|(?<=\p{L}{2}-)(?=\p{L})/u);

/** As wide as their widest cells; then the widest is wrapped once more, until all have room or no piece can move. */
function fittedWidths(rows: readonly (readonly Pieces[])[], width: number): number[] {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  const widthAt = (cells: readonly Pieces[], most: number): number =>
    Math.max(...cells.flatMap((cell) => filled(cell, most)).map(({ length }) => length));
  const widths = columns.map((cells) => widthAt(cells, Number.POSITIVE_INFINITY));
  const least = columns.map((cells) => widthAt(cells, 0));
  const room = width - BETWEEN * (columns.length - 1);
  while (widths.reduce((sum, each) => sum + each, 0) > room) {
    const free = widths.map((each, column) => (each > least[column]! ? each : 0));
    const widest = Math.max(...free);
    if (widest === 0) break;
    const column = free.indexOf(widest);
    widths[column] = widthAt(columns[column]!, widest - 1);
  }
  return widths;
}

/** Cells of several lines as rows. */
function linesOf(cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ""));
}

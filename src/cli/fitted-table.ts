/** A table that fits a width, if it can: the widest columns are wrapped, "0.912 (0.861 to 0.950)" before its interval. */
import { formatTable } from "./table.ts";
import { filled } from "./wrapping.ts";

const BETWEEN = 2;

/** Rows of several lines stand apart. Of a width that no wrapping reaches it is wider. */
export function formatFitted(rows: readonly (readonly string[])[], width: number): string {
  const room = width - BETWEEN * (rows[0]!.length - 1);
  const whole = wrappedTable(rows, WHOLE_BRACKETS, room);
  const [head, ...below] = sum(whole.widths) <= room ? whole.rows : wrappedTable(rows, WORDS, room).rows;
  const isLoose = below.some((lines) => lines.length > 1);
  const between = isLoose ? [rows[0]!.map(() => "")] : [];
  return formatTable([...head!, ...below.flatMap((lines) => [...between, ...lines])]);
}

/** Where a cell may be cut: between words, but not in brackets, and behind a hyphen of a name. */
const WHOLE_BRACKETS = /(?<= )(?![^(]*\))|(?<=\p{L}{2}-)(?=\p{L})/u;
/** In brackets too. */
const WORDS = /(?<= )|(?<=\p{L}{2}-)(?=\p{L})/u;

const sum = (widths: readonly number[]): number => widths.reduce((all, each) => all + each, 0);

function wrappedTable(rows: readonly (readonly string[])[], cuts: RegExp, room: number) {
  const pieces = rows.map((row) => row.map((cell) => cell.split(cuts)));
  const widths = fittedWidths(pieces, room);
  return { widths, rows: pieces.map((row) => linesOf(row.map((cell, column) => filled(cell, widths[column]!)))) };
}

/** Of a cell: what stays together. */
type Pieces = readonly string[];

/** As wide as their widest cells; then the widest is wrapped once more, until all have room or no piece can move. */
function fittedWidths(rows: readonly (readonly Pieces[])[], room: number): number[] {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  const widthAt = (cells: readonly Pieces[], most: number): number =>
    Math.max(...cells.flatMap((cell) => filled(cell, most)).map(({ length }) => length));
  const widths = columns.map((cells) => widthAt(cells, Number.POSITIVE_INFINITY));
  const least = columns.map((cells) => widthAt(cells, 0));
  while (sum(widths) > room) {
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

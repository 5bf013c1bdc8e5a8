/**
 * CSV as RFC 4180 has it: UTF-8, lines end in CR LF, a header, quotes where they are needed. Reading also takes plain LF and a byte order mark.
 */
import { CsvError, type Info, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { RoentgenError } from "./error.ts";

export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** The line of the file where the row ends, from 1 (the header): what an editor shows. */
  readonly line: number;
  /** "" where the column is missing. */
  field(column: string): string;
}

type Cell = string | number | null;

/** The text of a table; null becomes an empty field. A number that is not finite is a fault in the program. */
export function formatCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const wrong = rows.find((row) => row.some((cell) => typeof cell === "number" && !Number.isFinite(cell)));
  if (wrong) throw new RangeError(`not a finite number in the row ${wrong.join(", ")}`);
  return stringify([columns, ...rows] as Cell[][], { record_delimiter: "windows" });
}

/** file: its name, for errors. Every row must have as many fields as the header; columns have different names. */
export function parseCsv(text: string, file: string): CsvTable {
  const [header, ...records] = recordsOf(text, file);
  if (!header) {
    throw new RoentgenError("E_CSV_EMPTY", "the table has no header", {
      where: file,
      expected: "a line with the names of the columns",
      received: "an empty file",
      fix: "name the columns in the first line",
    });
  }
  const columns = header.record;
  const place = new Map(columns.map((name, index) => [name, index]));
  if (place.size < columns.length) {
    throw new RoentgenError("E_CSV_COLUMNS", "two columns have the same name", {
      where: file,
      expected: "a name of its own for each column",
      received: columns.join(", "),
      fix: "rename or remove one of them",
    });
  }
  const rows = records.map(({ record, info }) => ({
    line: info.lines,
    field: (column: string) => record[place.get(column) ?? -1] ?? "",
  }));
  return { columns, rows };
}

/** Throws if a column is missing. */
export function requireColumns(table: CsvTable, columns: readonly string[], file: string): void {
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length === 0) return;
  throw new RoentgenError("E_CSV_COLUMNS", `the table lacks ${missing.join(", ")}`, {
    where: file,
    expected: `columns ${columns.join(", ")}`,
    received: table.columns.join(", "),
    fix: "name the columns in the first line",
  });
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: Info;
}

function recordsOf(text: string, file: string): ParsedRecord[] {
  try {
    // with `info` each record comes with where it was found, which the package's types leave out
    return parse(text, { bom: true, info: true, skip_empty_lines: true }) as unknown as ParsedRecord[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new RoentgenError("E_CSV_SYNTAX", "the table is no CSV", {
      where: file,
      expected: "CSV as in RFC 4180",
      received: cause.message,
      fix: "mend the line, or save the table as CSV again",
      cause,
    });
  }
}

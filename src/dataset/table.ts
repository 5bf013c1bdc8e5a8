/**
 * Images listed in a CSV: columns path and label, patient if it is known. Paths are relative to the CSV's folder.
 * A column split gives the parts, where they are asked for (listed-parts.ts). Other columns are passed over, and told. A row without path or
 * label is an error: unknown is not a class.
 */
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { compareBytes } from "../util/bytes.ts";
import { type CsvRow, parseCsv, requireColumns } from "../util/csv.ts";
import { type ErrorDetails, RoentgenError } from "../util/error.ts";
import type { Dataset, LabelledImage } from "./image.ts";
import { LISTED, listedIn } from "./listed-parts.ts";
import { patientOf } from "./patient.ts";

const KNOWN = ["path", "label", "patient"];

export interface Finding {
  /** Takes the patient out of a file's name (see patientOf). */
  readonly patientFrom?: RegExp | undefined;
  /** Whether a table's own split is read. */
  readonly withParts?: boolean;
}

/** The patient is the column's, else what patientFrom finds in the file's name. */
export async function findInTable(file: string, { patientFrom, withParts = false }: Finding = {}): Promise<Dataset> {
  const table = parseCsv(await readFile(file, "utf8"), file);
  requireColumns(table, ["path", "label"], file);
  const listed = withParts ? (row: CsvRow) => listedIn(row, table, `${file}, line ${row.line}`) : () => ({});
  const images = table.rows.map((row) => ({ ...imageOf(row, file, patientFrom), ...listed(row) }));
  requireDifferentPaths(images, table.rows, file);
  if (images.length === 0)
    throw tableError("E_DATASET_EMPTY", "the table lists no image", {
      where: file,
      expected: "a row for each image",
      received: "a header alone",
      fix: "add the images",
    });
  const known = withParts && table.columns.includes("split") ? [...KNOWN, ...LISTED] : KNOWN;
  const others = table.columns.filter((column) => !known.includes(column));
  return {
    root: dirname(file),
    images: images.toSorted((a, b) => compareBytes(a.path, b.path)),
    ignored: others.map((name) => ({ name, reason: "unknown column" })),
  };
}

function imageOf(row: CsvRow, file: string, patientFrom: RegExp | undefined): LabelledImage {
  const where = `${file}, line ${row.line}`;
  const path = row.field("path").replaceAll("\\", "/");
  const label = row.field("label");
  if (path === "")
    throw tableError("E_CSV_PATH", "the row has no path", {
      where,
      expected: "the image's path, relative to the table's folder",
      received: "nothing",
      fix: "name the image, or remove the row",
    });
  if (label === "")
    throw tableError("E_CSV_LABEL", `${path} has no label`, {
      where,
      expected: "the name of its class",
      received: "nothing",
      fix: "give the image its class, or remove the row",
    });
  const found = patientFrom ? patientOf(path, patientFrom) : null;
  return { path, label, patient: row.field("patient") || found };
}

function requireDifferentPaths(images: readonly LabelledImage[], rows: readonly CsvRow[], file: string): void {
  const lines = new Map<string, number>();
  images.forEach(({ path }, i) => {
    const line = rows[i]!.line;
    const earlier = lines.get(path);
    if (earlier !== undefined) {
      throw tableError("E_CSV_PATH", `${path} stands in two lines`, {
        where: `${file}, line ${line}`,
        expected: "each image once",
        received: `lines ${earlier} and ${line}`,
        fix: "remove one of them",
      });
    }
    lines.set(path, line);
  });
}

type Details = Required<Pick<ErrorDetails, "where" | "expected" | "received" | "fix">>;

const tableError = (code: `E_${string}`, message: string, details: Details): RoentgenError =>
  new RoentgenError(code, message, details);

/**
 * manifest.csv: which image stood where, and its bytes. Columns path, sha256, label, patient, split, fold; an unknown patient and
 * no fold are empty fields. It is what a run is judged and repeated by, so reading checks every row.
 */
import { resolve } from "node:path";
import { mapConcurrently } from "../util/concurrent.ts";
import { type CsvRow, formatCsv, parseCsv, requireColumns } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { type Hashing, sha256OfFile } from "./hash.ts";
import type { HashedImage } from "./image.ts";
import { PARTS, type Part } from "./split.ts";

export interface ManifestImage extends HashedImage {
  readonly split: Part;
  /** From 0, in cross-validation; else null. */
  readonly fold: number | null;
}

const COLUMNS = ["path", "sha256", "label", "patient", "split", "fold"] as const;

export function formatManifest(images: readonly ManifestImage[]): string {
  return formatCsv(
    COLUMNS,
    images.map((image) => COLUMNS.map((column) => image[column])),
  );
}

/** file: its name, for errors, which tell the line. */
export function parseManifest(text: string, file: string): ManifestImage[] {
  const table = parseCsv(text, file);
  requireColumns(table, COLUMNS, file);
  return table.rows.map((row) => imageOf(row, `${file}, line ${row.line}`));
}

export interface ManifestDifference {
  readonly path: string;
  readonly problem: "changed" | "missing";
}

/** The images whose files are no longer what the manifest says; empty when the data is the same. */
export async function differencesFromManifest(
  images: readonly ManifestImage[],
  root: string,
  { onHashed }: Pick<Hashing, "onHashed"> = {},
): Promise<ManifestDifference[]> {
  const found = await mapConcurrently(images, 8, async ({ path, sha256 }): Promise<ManifestDifference[]> => {
    const problem = await problemOf(resolve(root, path), sha256);
    onHashed?.();
    return problem ? [{ path, problem }] : [];
  });
  return found.flat();
}

async function problemOf(file: string, expected: string): Promise<ManifestDifference["problem"] | null> {
  const sha256 = await sha256OfFile(file).catch(() => null);
  if (sha256 === null) return "missing";
  return sha256 === expected ? null : "changed";
}

function imageOf(row: CsvRow, where: string): ManifestImage {
  const fold = row.field("fold");
  return {
    path: checked(row, "path", /./u, "a path", where),
    sha256: checked(row, "sha256", /^[0-9a-f]{64}$/u, "64 hexadecimal digits", where),
    label: checked(row, "label", /./u, "the name of a class", where),
    patient: row.field("patient") || null,
    split: checked(row, "split", new RegExp(`^(${PARTS.join("|")})$`, "u"), PARTS.join(", "), where) as Part, // one of PARTS, as matched
    fold: fold === "" ? null : Number(checked(row, "fold", /^\d+$/u, "a whole number", where)),
  };
}

function checked(row: CsvRow, column: string, pattern: RegExp, expected: string, where: string): string {
  const value = row.field(column);
  if (pattern.test(value)) return value;
  throw new RoentgenError("E_MANIFEST", `${column} cannot be "${value}"`, {
    where,
    expected,
    received: value === "" ? "nothing" : value,
    fix: "make the manifest again with roentgen split, or mend the row",
  });
}

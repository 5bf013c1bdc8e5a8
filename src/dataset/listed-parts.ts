/**
 * A split that stands in a table already: column split with train, validation or test for every image, as a challenge publishes it, or as
 * roentgen split and every run's manifest.csv have it. A column sha256 is held against the files, where there is one.
 */
import { readFile } from "node:fs/promises";
import { counted } from "../util/counted.ts";
import { type CsvRow, type CsvTable, parseCsv, requireColumns } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { firstFew } from "../util/first-few.ts";
import { groupBy } from "../util/group.ts";
import { systemText } from "../util/system-text.ts";
import type { Dataset, HashedImage, LabelledImage } from "./image.ts";
import { PARTS, type Part } from "./split.ts";

/** What a table says of an image beside its label and patient. */
export type Listed = Pick<LabelledImage, "part" | "listedSha256">;

/** The columns that listedIn reads. */
export const LISTED = ["split", "sha256"] as const;

/** Nothing, where the table has no column split. Throws E_CSV_SPLIT for a row that says no part. */
export function listedIn(row: CsvRow, { columns }: Pick<CsvTable, "columns">, where: string): Listed {
  if (!columns.includes("split")) return {};
  const listedSha256 = row.field("sha256");
  return { part: partOf(row.field("split"), where), ...(listedSha256 !== "" && { listedSha256 }) };
}

function partOf(text: string, where: string): Part {
  const part = PARTS.find((name) => name === text);
  if (part !== undefined) return part;
  throw new RoentgenError("E_CSV_SPLIT", `split cannot be "${text}"`, {
    where,
    expected: PARTS.join(", "),
    received: text === "" ? "nothing" : text,
    fix: "write the part so for every image, or name the column otherwise to have the images divided anew",
  });
}

/** The data set with the parts of a table (--split FILE.csv), which names each of its images by its path, and no other. Throws E_SPLIT_TABLE and E_CSV_SPLIT. */
export async function withPartsOf(file: string, dataset: Dataset): Promise<Dataset> {
  const table = parseCsv(await textOf(file), file);
  requireColumns(table, ["path", "split"], file);
  const rows = new Map(table.rows.map((row) => [row.field("path").replaceAll("\\", "/"), row]));
  const paths = new Set(dataset.images.map(({ path }) => path));
  requireNone(
    "images of the data are not in the table",
    [...paths].filter((path) => !rows.has(path)),
    file,
  );
  requireNone(
    "images of the table are not in the data",
    [...rows.keys()].filter((path) => !paths.has(path)),
    file,
  );
  const images = dataset.images.map((image): LabelledImage => {
    const row = rows.get(image.path)!; // as required above
    const where = `${file}, line ${row.line}`;
    requireLabel(row, image, where);
    return { ...image, ...listedIn(row, table, where), patient: image.patient ?? (row.field("patient") || null) };
  });
  return { ...dataset, images };
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw splitTable(
      "the table of --split cannot be read",
      file,
      "a CSV with the columns path and split",
      systemText(cause),
    );
  });
}

function requireNone(what: string, paths: readonly string[], file: string): void {
  if (paths.length === 0) return;
  throw splitTable(`${paths.length} ${what}`, file, "the same images in both", firstFew(paths));
}

/** A table without labels says nothing of them. */
function requireLabel(row: CsvRow, { path, label }: LabelledImage, where: string): void {
  const listed = row.field("label");
  if (listed !== "" && listed !== label)
    throw splitTable(`${path} has another label in the table`, where, label, listed);
}

const splitTable = (message: string, where: string, expected: string, received: string): RoentgenError =>
  new RoentgenError("E_SPLIT_TABLE", message, {
    where,
    expected,
    received,
    fix: "give the table that was made of this data, or have the data divided anew (roentgen split)",
  });

/** Throws E_CSV_SPLIT for a table of folds, whose images all train. */
export function requireParts({ images }: Pick<Dataset, "images">, where: string): void {
  if (images.some(({ part }) => part !== "train")) return;
  throw new RoentgenError("E_CSV_SPLIT", "the table puts every image into train", {
    where,
    expected: "images for train, validation and test",
    received: `${images.length} for train`,
    fix: "name the column otherwise; the folds of roentgen split --folds are made by train --folds with the same --seed, too",
  });
}

/** What a split that others made has on more than one side: a sentence each. Such figures are better than on new patients. */
export function leaksOf(images: readonly HashedImage[], parts: readonly Part[]): string[] {
  const placed = images.map((image, i) => ({ ...image, at: parts[i]! }));
  const astride = (key: (image: HashedImage) => string | null): HashedImage[][] =>
    [...groupBy(placed, key)].flatMap(([name, group]) =>
      name !== null && new Set(group.map(({ at }) => at)).size > 1 ? [group] : [],
    );
  const patients = astride(({ patient }) => patient).map(([first]) => String(first?.patient));
  const copies = astride(({ sha256 }) => sha256).map((group) => group.map(({ path }) => path).join(" = "));
  return [
    ...(patients.length === 0
      ? []
      : [
          `the split has ${counted(patients.length, "patient")} in more than one part, so that figures are too good: ${firstFew(patients)}`,
        ]),
    ...(copies.length === 0
      ? []
      : [`the split has exact copies in more than one part, so that figures are too good: ${firstFew(copies)}`]),
  ];
}

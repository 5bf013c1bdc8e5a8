/** A comparison's files: one for programs, the others for people. */
import { writeWhole } from "../../util/write.ts";
import type { TableFormat } from "../study/study-folder.ts";
import type { Comparison } from "./comparison.ts";
import { toCsv, toHtml, toLatex, toMarkdown } from "./formats.ts";

const FORMATS: Readonly<Record<TableFormat, (comparison: Comparison) => string>> = {
  json: (comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
  csv: toCsv,
  md: toMarkdown,
  tex: toLatex,
  html: toHtml,
};

/** paths: of the files to be written. */
export async function writeTables(
  paths: Readonly<Partial<Record<TableFormat, string>>>,
  comparison: Comparison,
): Promise<void> {
  for (const [format, path] of Object.entries(paths))
    await writeWhole(path, FORMATS[format as TableFormat](comparison)); // the keys of the record
}

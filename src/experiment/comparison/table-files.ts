/** The files that a comparison is written to: one for programs, the others for people. */
import { join } from "node:path";
import { comparisonPage } from "../../report/index.ts";
import { type Comparison, comparisonSchema, writeJson } from "../../run/index.ts";
import { writeWhole } from "../../util/write.ts";
import { toCsv } from "./csv.ts";
import { toLatex } from "./latex.ts";
import { toMarkdown } from "./markdown.ts";

const FORMATS = {
  csv: toCsv,
  md: toMarkdown,
  tex: toLatex,
  html: comparisonPage,
} as const satisfies Record<string, (comparison: Comparison) => string>;

/** table.json, table.csv, table.md, table.tex and table.html in a folder that is there. */
export async function writeTables(folder: string, comparison: Comparison): Promise<void> {
  await writeJson(join(folder, "table.json"), comparisonSchema, comparison);
  for (const [format, write] of Object.entries(FORMATS))
    await writeWhole(join(folder, `table.${format}`), write(comparison));
}

/** The files that a comparison is written to: one for programs, the others for people. */
import { join } from "node:path";
import { writeWhole } from "../../util/write.ts";
import type { Comparison } from "./comparison.ts";
import { toCsv, toHtml, toLatex, toMarkdown } from "./formats.ts";

const FORMATS = {
  json: (comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
  csv: toCsv,
  md: toMarkdown,
  tex: toLatex,
  html: toHtml,
} as const satisfies Record<string, (comparison: Comparison) => string>;

/** table.json, table.csv, table.md, table.tex and table.html in a folder that is there. */
export async function writeTables(folder: string, comparison: Comparison): Promise<void> {
  for (const [format, write] of Object.entries(FORMATS))
    await writeWhole(join(folder, `table.${format}`), write(comparison));
}

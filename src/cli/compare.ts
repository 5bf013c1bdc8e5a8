/** roentgen compare RUN RUN...: runs at hand in one table. */
import type { Command } from "commander";
import { compareRunsAtHand, writeTables } from "../experiment/index.ts";
import { requireRun } from "../run/index.ts";
import { makeFolder } from "../util/folder.ts";
import { formatComparedRuns } from "./comparison-table.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet } from "./options.ts";
import { outputWidth, printMessage, printResult } from "./terminal.ts";

interface CompareOptions {
  readonly test?: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen compare runs/plain runs/enhanced
  roentgen compare runs/plain runs/enhanced --test --out comparison/

Runs that judged the same images (by their bytes) are tested in pairs against the best of them; for others the table says that they did not.
A cross-validation stands with its figures out of fold.`;

export function defineCompare(command: Command): void {
  command
    .argument("<runs...>", "folders of finished runs")
    .option(
      "--test",
      "on the test parts, which must have been opened (default: validation; test for cross-validations)",
    )
    .option("--out <folder>", "write table.md, .csv, .tex, .html and .json there")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(compare);
}

async function compare(runs: readonly string[], options: CompareOptions): Promise<void> {
  for (const run of runs) await requireRun(run);
  const comparison = await compareRunsAtHand({ folders: runs, part: options.test ? "test" : undefined });
  if (options.json) printJson("comparison", comparison);
  else printResult(formatComparedRuns(comparison, outputWidth()));
  if (options.out === undefined) return;
  await makeFolder(options.out);
  await writeTables(options.out, comparison);
  if (!isQuiet(options)) printMessage(`tables: ${options.out}`);
}

/** roentgen report RUN: report.html and model-card.md again, from the files of the run as they are now. */
import type { Command } from "commander";
import { writeReportAgain } from "../experiment/index.ts";
import { requireRun } from "../run/index.ts";
import { printResult } from "./terminal.ts";

const example = `
Examples:
  roentgen report runs/covid
  roentgen report runs/covid --json`;

export function defineReport(command: Command): void {
  command
    .argument("<run>", "the folder of a run")
    .option("--json", "print JSON")
    .addHelpText("after", example)
    .action(report);
}

async function report(folder: string, { json }: { readonly json?: boolean }): Promise<void> {
  await requireRun(folder);
  const { report: page, modelCard } = await writeReportAgain(folder);
  if (json) printResult(JSON.stringify({ type: "report", report: page, modelCard }));
  else printResult(`${page}\n${modelCard}`);
}

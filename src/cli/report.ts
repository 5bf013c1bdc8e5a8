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
    .option("--quiet", "print no paths")
    .addHelpText("after", example)
    .action(report);
}

interface ReportOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

async function report(folder: string, { json = false, quiet = false }: ReportOptions): Promise<void> {
  await requireRun(folder);
  const { report: page, modelCard } = await writeReportAgain(folder);
  if (json) printResult(JSON.stringify({ type: "report", report: page, modelCard }));
  else if (!quiet) printResult(`${page}\n${modelCard}`);
}

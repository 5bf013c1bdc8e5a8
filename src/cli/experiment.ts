/** roentgen experiment FILE: many runs, side by side, ending in one table. */
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { readExperiment, requireAllRuns, runStudy, type StudyRequest, type StudyResult } from "../experiment/index.ts";
import { wholeFrom } from "../util/numeric.ts";
import { formatComparedRuns } from "./comparison-table.ts";
import { whenInterrupted } from "./interrupt.ts";
import { isQuiet, parseOption, parseThreads } from "./options.ts";
import { studyListener } from "./study-progress.ts";
import { printMessage, printResult } from "./terminal.ts";

export interface StudyOptions {
  readonly out?: string;
  readonly workers?: string;
  readonly threads?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen experiment grid.yaml
  roentgen experiment grid.yaml --workers 4

grid.yaml, which makes 12 runs and a table of 4 rows:
  data: radiographs/
  patient-from: '^(\\d{8})_'
  network: [nasnetmobile, resnet101]   # a list: each value in turn, with each of the others
  enhance: [true, false]
  seed: [1, 2, 3]                      # runs that differ in seed or fold alone are one row
  epochs: 20                           # any option of roentgen train, the same for all

Besides options of train the file takes:
  name: NAME            of the folder, experiments/NAME (default: the file's name)
  folds: 5              cross-validation: every run once for each fold, judged on the images that were held out
  judge: test           opens the test part of every run (default: validation), and needs a
  reason: WHY           which is written into each ledger
  variants:             a run for each, with options over the others:
    plain: {enhance: false}
    own scaling: {scaling: symmetric}

A run that fails is told at the end and takes no other with it. Interrupted or killed, the same command goes on where the experiment was left.`;

export function defineExperiment(command: Command): void {
  command.argument("<file>", "YAML or JSON: data, and options of train with a value or a list of values each");
  addStudyOptions(command).addHelpText("after", example).action(experiment);
}

/** Of every command that works through an experiment. */
export const addStudyOptions = (command: Command): Command =>
  command
    .option("--out <folder>", "the experiment's folder (default: experiments/NAME)")
    .option("--workers <number>", "runs side by side (default: one for every four threads)")
    .option("--threads <number>", "of the processor, for all runs together (default: all)")
    .option("--json", "print a JSON object for every event, and the table as the last")
    .option("--quiet", "print results only");

async function experiment(file: string, options: StudyOptions): Promise<void> {
  const plan = await readExperiment(file);
  const again = `roentgen experiment ${file}${options.out === undefined ? "" : ` --out ${options.out}`}`;
  await workThrough(requestOf(plan, options), again, options);
}

export const requestOf = (
  experiment: StudyRequest["experiment"],
  { out, workers, threads }: StudyOptions,
): StudyRequest => ({
  experiment,
  folder: out ?? join("experiments", experiment.name),
  workers:
    workers === undefined
      ? undefined
      : parseOption("--workers", workers, wholeFrom(1).pipe(z.number().max(256)), "a whole number from 1"),
  threads: parseThreads(threads),
});

/** again: the command that goes on after an interruption. */
export async function workThrough(request: StudyRequest, again: string, options: StudyOptions): Promise<StudyResult> {
  const { json = false } = options;
  const listener = studyListener({ json, quiet: options.quiet === true });
  const interruption = whenInterrupted();
  try {
    const result = await runStudy(request, listener.on, interruption.signal);
    listener.stop();
    tell(result, options);
    requireAllRuns(result, again);
    return result;
  } finally {
    listener.stop();
    interruption.stop();
  }
}

function tell({ folder, comparison, failed, unfinished }: StudyResult, options: StudyOptions): void {
  if (options.json) {
    printResult(JSON.stringify({ type: "result", folder, comparison, failed, unfinished }));
    return;
  }
  if (comparison === null) return;
  printResult(formatComparedRuns(comparison));
  if (!isQuiet(options)) printMessage(`tables: ${join(folder, "table.md")}, .csv, .tex, .html, .json`);
}

/** What every command does that works through the runs of an experiment: its options, its progress, its table. */
import { join } from "node:path";
import type { Command } from "commander";
import type { Requirement } from "../evaluation/index.ts";
import {
  type Beside,
  type Experiment,
  type Place,
  requireAllRuns,
  requireFiguresOfTable,
  requireOfBest,
  runStudy,
  type StudyEvent,
} from "../experiment/index.ts";
import { formatComparedRuns } from "./comparison-table.ts";
import { whenInterrupted } from "./interrupt.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet, parseThreads, parseWorkers } from "./options.ts";
import { requireOption, tellReached } from "./require-option.ts";
import { studyListener } from "./study-progress.ts";
import { outputWidth, printMessage, printResult } from "./terminal.ts";

export interface StudyOptions {
  readonly require?: readonly Requirement[];
  readonly out?: string;
  readonly workers?: string;
  readonly threads?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const addStudyOptions = (command: Command): Command =>
  command
    .option("--out <folder>", "the experiment's folder (default: experiments/NAME)")
    .option("--workers <number>", "runs side by side (default: one for every four threads)")
    .option("--threads <number>", "of the processor, for all runs together (default: all)")
    .addOption(requireOption())
    .option("--json", "print a JSON object for every event, and the table as the last")
    .option("--quiet", "print results only");

/** Where the runs lie, and what they may take of the machine. */
export const placeOf = (name: string, { out, workers, threads }: StudyOptions): Place => ({
  folder: out ?? join("experiments", name),
  workers: parseWorkers(workers),
  threads: parseThreads(threads),
});

type Work<Result> = (emit: (event: StudyEvent) => void, signal: AbortSignal) => Promise<Result>;

/** Does the work with its progress shown; Ctrl-C ends it in order. */
export async function working<Result>(
  { json = false, quiet = false }: StudyOptions,
  work: Work<Result>,
): Promise<Result> {
  const listener = studyListener({ json, quiet });
  const interruption = whenInterrupted();
  try {
    return await work(listener.on, interruption.signal);
  } finally {
    listener.stop();
    interruption.stop();
  }
}

/** again: the command that goes on after an interruption. */
export async function showStudy(
  experiment: Experiment,
  again: string,
  options: StudyOptions,
  beside?: Beside,
): Promise<void> {
  const { require = [] } = options;
  requireFiguresOfTable(require);
  const place = placeOf(experiment.name, options);
  const result = await working(options, (emit, signal) => runStudy(experiment, place, emit, signal, beside));
  const { comparison, folder } = result;
  if (options.json) printJson("experiment-result", result);
  else if (comparison !== null) printResult(formatComparedRuns(comparison, outputWidth()));
  if (comparison !== null && !isQuiet(options))
    printMessage(`tables: ${join(folder, "table.md")}, .csv, .tex, .html, .json`);
  requireAllRuns(result, again);
  if (comparison !== null) tellReached(requireOfBest(require, comparison), options);
}

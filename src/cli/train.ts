/** roentgen train DATA: one run, from folders of images to a trained, judged and exported model. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { type Requirement, requireFigures } from "../evaluation/index.ts";
import {
  type FinishedRun,
  isInFolds,
  namedAsInFile,
  parseTrainOptions,
  type RunEvent,
  resumeFolds,
  resumeRun,
  type TrainOptionName,
  trainFolds,
  trainOptionNames,
  trainRun,
} from "../experiment/index.ts";
import { RoentgenError } from "../util/error.ts";
import { quoted } from "../util/shell.ts";
import { systemText } from "../util/system-text.ts";
import { optionError } from "../util/usage.ts";
import { yamlAdvice } from "../util/yaml-advice.ts";
import { whenInterrupted } from "./interrupt.ts";
import { printJson } from "./json-lines.ts";
import { formatMetrics } from "./metrics.ts";
import { parseWorkers } from "./options.ts";
import { requireOption, tellReached } from "./require-option.ts";
import { shortenHelp } from "./short-help.ts";
import { printMessage, printResult } from "./terminal.ts";
import { inFolds, type StartFolds } from "./train-folds.ts";
import { addTrainOptions, explicit } from "./train-options.ts";
import { runListener } from "./train-progress.ts";

type Given = Partial<Record<TrainOptionName, unknown>>;
type TrainCommandOptions = Given & {
  readonly config?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly workers?: string;
  readonly require: readonly Requirement[];
  readonly json?: boolean;
  readonly quiet?: boolean;
};

const example = `
Examples:
  roentgen train radiographs/
  roentgen train radiographs/ --task binary:covid --patient-from '^(\\d{8})_' --out runs/covid
  roentgen train radiographs/ --recipe published --weights none
  roentgen train radiographs/ --patient-from '^(\\d{8})_' --folds 5
  roentgen train --resume runs/covid`;

/** Asked for in most runs; the others are in --help-all. */
const COMMON: ReadonlySet<string> = new Set<keyof TrainCommandOptions | "helpAll">([
  "task",
  "folds",
  "patientFrom",
  "enhance",
  "imageSize",
  "network",
  "weights",
  "recipe",
  "seed",
  "epochs",
  "fineTuneEpochs",
  "device",
  "out",
  "resume",
  "config",
  "require",
  "json",
  "quiet",
  "helpAll",
]);

export function defineTrain(command: Command): void {
  command.argument("[data]", "a folder with a folder of images for each class, or a CSV (path,label,patient,split)");
  addTrainOptions(command, trainOptionNames);
  command
    .optionsGroup("Options:") // that of --help, too
    .option("--out <folder>", "the run's folder (default: a new one under runs/)")
    .option(
      "--resume <run>",
      "go on with a run that was interrupted, with its options, to the same model, figures, predictions and checkpoint, byte for byte; DATA only if it has moved",
    )
    .option("--config <file>", "options from a YAML or JSON file, by these names; the command line wins")
    .option("--workers <number>", "with --folds: folds side by side (default: one for every four threads)")
    .addOption(requireOption())
    .option("--json", "print a JSON object for every event")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(train);
  shortenHelp(command, COMMON);
}

async function train(data: string | undefined, options: TrainCommandOptions, command: Command): Promise<void> {
  const { config, out, resume, workers, require, json, quiet, ...given } = options;
  const fromFile = config === undefined ? {} : await readConfig(config);
  const asked: Asked = { data, out, resume, given: { ...fromFile, ...explicit(given, command) }, workers, require };
  if (resume !== undefined && out !== undefined) throw resumedInto(out);
  const shown = { require, json: json ?? false, quiet: quiet ?? false };
  const ofFolds = await isOfFolds(asked);
  if (workers !== undefined && !ofFolds) throw withoutFolds(workers);
  if (ofFolds) await inFolds(foldsStarter(asked), shown);
  else await oneRun(starter(asked), shown);
}

/** What was asked for, by the command line and a file. */
interface Asked {
  readonly data: string | undefined;
  readonly out: string | undefined;
  readonly resume: string | undefined;
  readonly given: Given;
  readonly workers: string | undefined;
  readonly require: readonly Requirement[];
}

/** Cross-validation, and not one of its runs. */
const isOfFolds = ({ resume, given }: Asked): Promise<boolean> =>
  resume === undefined ? Promise.resolve(given.folds !== undefined && given.fold === undefined) : isInFolds(resume);

interface Shown {
  readonly require: readonly Requirement[];
  readonly json: boolean;
  readonly quiet: boolean;
}

async function oneRun(start: Start, { require, json, quiet }: Shown): Promise<void> {
  const listener = runListener({ json, quiet });
  const interruption = whenInterrupted();
  try {
    const run = await start(listener.on, interruption.signal);
    listener.stop();
    tell(run, { json, quiet });
    tellReached(requireFigures(require, run.validation), { json, quiet });
  } finally {
    listener.stop();
    interruption.stop();
  }
}

type Start = (emit: (event: RunEvent) => void, signal: AbortSignal) => Promise<FinishedRun>;

/** A new run, or one that goes on. */
function starter({ data, out, resume, given, require: requirements }: Asked): Start {
  if (resume !== undefined) {
    const request = { folder: resume, data: data ?? null, given, requirements };
    return (emit, signal) => resumeRun(request, emit, signal);
  }
  if (data === undefined) throw noData();
  const words = { command: process.argv.slice(2), created: new Date() };
  const request = { data, options: parseTrainOptions(given), out: out ?? null, requirements, ...words };
  return (emit, signal) => trainRun(request, emit, signal);
}

/** The same of a cross-validation. */
function foldsStarter({ data, out, resume, given, workers: asked, require: requirements }: Asked): StartFolds {
  const workers = parseWorkers(asked);
  if (resume !== undefined)
    return (emit, signal) =>
      resumeFolds({ folder: resume, data: data ?? null, given, workers, requirements }, emit, signal);
  if (data === undefined) throw noData();
  const request = { data, given, out: out ?? null, created: new Date(), workers, requirements };
  return (emit, signal) => trainFolds(request, emit, signal);
}

const noData = (): RoentgenError =>
  new RoentgenError("E_USAGE", "missing required argument 'data'", {
    kind: "usage",
    expected: "a folder of class folders, or a CSV; or --resume with the folder of a run",
    received: "neither",
    fix: "roentgen train --help",
  });

const withoutFolds = (workers: string): RoentgenError =>
  optionError("one run has no folds to train side by side", {
    expected: "--workers with --folds, and without --fold",
    received: `--workers ${workers}`,
    fix: "leave --workers out, or give --folds",
  });

const resumedInto = (out: string): RoentgenError =>
  optionError("a run goes on in its own folder", {
    expected: "--resume RUN, without --out",
    received: `--out ${out}`,
    fix: "leave --out out",
  });

async function readConfig(path: string): Promise<Given> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw notReadable(path, cause);
  });
  try {
    return namedAsInFile(parseYaml(text), path);
  } catch (cause) {
    throw cause instanceof RoentgenError ? cause : notReadable(path, cause as Error); // yaml throws Errors only
  }
}

const CHECK = "check the path and the file";

function notReadable(path: string, cause: Error): RoentgenError {
  return new RoentgenError("E_CONFIG", "the file of options cannot be read", {
    kind: "usage",
    where: path,
    expected: "YAML or JSON",
    received: systemText(cause),
    fix: cause instanceof YAMLParseError ? yamlAdvice(cause.code, CHECK) : CHECK,
    cause,
  });
}

function tell(
  { folder, validation, wasFinished }: FinishedRun,
  { json, quiet }: { json: boolean; quiet: boolean },
): void {
  if (json) {
    printJson("result", { folder, validation });
    return;
  }
  if (wasFinished && !quiet) printMessage("the run is finished: there is nothing left to do");
  printResult(formatMetrics(validation, "validation"));
  if (quiet) return;
  printMessage(`model: ${join(folder, "model.onnx")}`);
  printMessage(`report: ${join(folder, "report.html")}`);
  printMessage(
    `roentgen evaluate ${quoted(folder)} --test --reason "..." opens the test part, which nothing has seen so far`,
  );
}

/** roentgen train DATA: one run, from folders of images to a trained, judged and exported model. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { parse as parseYaml } from "yaml";
import { type Requirement, requireFigures } from "../evaluation/index.ts";
import {
  type FinishedRun,
  kebabCase,
  namedAsInFile,
  type Option,
  type OptionGroup,
  parseTrainOptions,
  type RunEvent,
  resumeRun,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
  trainRun,
} from "../experiment/index.ts";
import { RoentgenError } from "../util/error.ts";
import { quoted } from "../util/shell.ts";
import { optionError } from "../util/usage.ts";
import { whenInterrupted } from "./interrupt.ts";
import { printJson } from "./json-lines.ts";
import { formatMetrics } from "./metrics.ts";
import { requireOption } from "./require-option.ts";
import { printMessage, printResult } from "./terminal.ts";
import { runListener } from "./train-progress.ts";

type Given = Partial<Record<TrainOptionName, unknown>>;
type TrainCommandOptions = Given & {
  readonly config?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly require: readonly Requirement[];
  readonly json?: boolean;
  readonly quiet?: boolean;
};

const example = `
Examples:
  roentgen train radiographs/
  roentgen train radiographs/ --task binary:covid --patient-from '^(\\d{8})_' --out runs/covid
  roentgen train radiographs/ --recipe published --weights none
  roentgen train --resume runs/covid`;

/** In the order of the help. */
const HEADINGS: Readonly<Record<OptionGroup, string>> = {
  data: "Data:",
  images: "Images:",
  network: "Network:",
  training: "Training:",
  frozen: "Frozen phase:",
  fineTuning: "Fine-tuning:",
  augmentation: "Augmentation of training images:",
  decision: "Probabilities and decisions:",
  machine: "Machine:",
};

export function defineTrain(command: Command): void {
  command.argument("[data]", "a folder with a folder of images for each class, or a CSV (path,label,patient)");
  for (const [group, heading] of Object.entries(HEADINGS)) {
    command.optionsGroup(heading);
    for (const name of trainOptionNames) if (trainOptions[name].group === group) addOption(command, name);
  }
  command
    .optionsGroup("Options:") // that of --help, too
    .option("--out <folder>", "the run's folder (default: a new one under runs/)")
    .option("--resume <run>", "go on with a run that was interrupted, with its options; DATA only if it has moved")
    .option("--config <file>", "options from a YAML or JSON file, by these names; the command line wins")
    .addOption(requireOption())
    .option("--json", "print a JSON object for every event")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(train);
}

/** Defaults are filled in later, so that a config file can stand between them and the command line. */
function addOption(command: Command, name: TrainOptionName): void {
  const { help, off, value, default: fallback }: Option<unknown> = trainOptions[name];
  const flag = kebabCase(name);
  if (value !== null) {
    command.option(`--${flag} <${value}>`, fallback === undefined ? help : `${help} (default: ${fallback})`);
    return;
  }
  command.option(`--${flag}`, help);
  if (off !== undefined) command.option(`--no-${flag}`, off);
}

async function train(data: string | undefined, options: TrainCommandOptions, command: Command): Promise<void> {
  const { require, json = false, quiet = false } = options;
  const start = await starter(data, options, command);
  const listener = runListener({ json, quiet });
  const interruption = whenInterrupted();
  try {
    const run = await start(listener.on, interruption.signal);
    listener.stop();
    tell(run, { json, quiet });
    requireFigures(require, run.validation);
  } finally {
    listener.stop();
    interruption.stop();
  }
}

type Start = (emit: (event: RunEvent) => void, signal: AbortSignal) => Promise<FinishedRun>;

/** A new run, or one that goes on. */
async function starter(
  data: string | undefined,
  { config, out, resume, require: requirements, json: _json, quiet: _quiet, ...given }: TrainCommandOptions,
  command: Command,
): Promise<Start> {
  const fromFile = config === undefined ? {} : await readConfig(config);
  const options = { ...fromFile, ...explicit(given, command) };
  if (resume !== undefined) {
    if (out !== undefined) throw resumedInto(out);
    const request = { folder: resume, data: data ?? null, given: options, requirements };
    return (emit, signal) => resumeRun(request, emit, signal);
  }
  if (data === undefined) throw noData();
  const words = { command: process.argv.slice(2), created: new Date() };
  const request = { data, options: parseTrainOptions(options), out: out ?? null, requirements, ...words };
  return (emit, signal) => trainRun(request, emit, signal);
}

const noData = (): RoentgenError =>
  new RoentgenError("E_USAGE", "missing required argument 'data'", {
    kind: "usage",
    expected: "a folder of class folders, or a CSV; or --resume with the folder of a run",
    received: "neither",
    fix: "roentgen train --help",
  });

const resumedInto = (out: string): RoentgenError =>
  optionError("a run goes on in its own folder", {
    expected: "--resume RUN, without --out",
    received: `--out ${out}`,
    fix: "leave --out out",
  });

/** --no-enhance makes commander think that --enhance is given by default; only what was typed counts. */
const explicit = (given: Given, command: Command): Given =>
  Object.fromEntries(Object.entries(given).filter(([name]) => command.getOptionValueSource(name) === "cli"));

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

function notReadable(path: string, cause: Error): RoentgenError {
  return new RoentgenError("E_CONFIG", "the file of options cannot be read", {
    kind: "usage",
    where: path,
    expected: "YAML or JSON",
    received: cause.message,
    fix: "check the path and the file",
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
  printMessage(
    `roentgen evaluate ${quoted(folder)} --test --reason "..." opens the test part, which nothing has seen so far`,
  );
}

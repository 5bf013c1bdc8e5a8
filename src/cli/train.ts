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
  parseTrainOptions,
  type TrainOptionName,
  trainOptionNames,
  trainOptions,
  trainRun,
} from "../experiment/index.ts";
import { RoentgenError } from "../util/error.ts";
import { whenInterrupted } from "./interrupt.ts";
import { formatMetrics } from "./metrics.ts";
import { requireOption } from "./require-option.ts";
import { printMessage, printResult } from "./terminal.ts";
import { runListener } from "./train-progress.ts";

type Given = Partial<Record<TrainOptionName, unknown>>;
type TrainCommandOptions = Given & {
  readonly config?: string;
  readonly out?: string;
  readonly require: readonly Requirement[];
  readonly json?: boolean;
  readonly quiet?: boolean;
};

const example = `
Examples:
  roentgen train radiographs/
  roentgen train radiographs/ --task binary:covid --patient-from '^(\\d{8})_' --out runs/covid
  roentgen train radiographs/ --recipe published --weights none`;

export function defineTrain(command: Command): void {
  command.argument("<data>", "a folder with a folder of images for each class, or a CSV (path,label,patient)");
  for (const name of trainOptionNames) addOption(command, name);
  command
    .option("--config <file>", "options from a YAML or JSON file; the command line wins")
    .option("--out <folder>", "the run folder (default: a new one under runs/)")
    .addOption(requireOption())
    .option("--json", "print a JSON object for every event")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(train);
}

/** Defaults are filled in later, so that a config file can stand between them and the command line. */
function addOption(command: Command, name: TrainOptionName): void {
  const option: { help: string; value: string | null; default?: string | boolean } = trainOptions[name];
  const flag = `--${kebabCase(name)}`;
  if (option.value === null) {
    command.option(flag, option.help);
    if (option.default === true) command.option(`--no-${kebabCase(name)}`);
    return;
  }
  const fallback = option.default === undefined ? "" : ` (default: ${option.default})`;
  command.option(`${flag} <${option.value}>`, `${option.help}${fallback}`);
}

async function train(
  data: string,
  { config, out, require, json, quiet, ...given }: TrainCommandOptions,
  command: Command,
) {
  const fromFile = config === undefined ? {} : await readConfig(config);
  const options = parseTrainOptions({ ...fromFile, ...explicit(given, command) });
  const listener = runListener({ json: json ?? false, quiet: quiet ?? false });
  const interruption = whenInterrupted();
  try {
    const run = await trainRun(
      {
        data,
        options,
        out: out ?? null,
        requirements: require,
        command: process.argv.slice(2),
        created: new Date(),
      },
      listener.on,
      interruption.signal,
    );
    listener.stop();
    tell(run, { json: json ?? false, quiet: quiet ?? false });
    requireFigures(require, run.validation);
  } finally {
    listener.stop();
    interruption.stop();
  }
}

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

function tell({ folder, validation }: FinishedRun, { json, quiet }: { json: boolean; quiet: boolean }): void {
  if (json) {
    printResult(JSON.stringify({ type: "result", folder, validation }));
    return;
  }
  printResult(formatMetrics(validation, "validation"));
  if (quiet) return;
  printMessage(`model: ${join(folder, "model.onnx")}`);
  printMessage(`roentgen evaluate ${folder} --test --reason "..." opens the test part, which nothing has seen so far`);
}

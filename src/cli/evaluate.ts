/** roentgen evaluate RUN: figures on validation (of a cross-validation out of fold), on the sealed test part, or on other data. */

import { type Command, Option } from "commander";
import { parsePatientPattern } from "../dataset/index.ts";
import {
  type Evaluation,
  type Material,
  parseLabelMap,
  parsePrevalences,
  type Requirement,
  requireFigures,
  type Skip,
  UNSEALED,
} from "../evaluation/index.ts";
import { judgeRun } from "../experiment/index.ts";
import { BATCH } from "../model/index.ts";
import { requireRun, runFolder, writePredictions } from "../run/index.ts";
import type { AskedDevice } from "../training/index.ts";
import { counted } from "../util/counted.ts";
import type { RoentgenError } from "../util/error.ts";
import { optionError } from "../util/usage.ts";
import { requireWritable } from "../util/write.ts";
import { chosenRuntime, deviceOption } from "./device-option.ts";
import { formatFolds } from "./folds.ts";
import { printJson } from "./json-lines.ts";
import { type Extent, formatMetrics } from "./metrics.ts";
import { ifGiven, isQuiet, parseThreads } from "./options.ts";
import { imageProgress } from "./progress.ts";
import { requireOption, tellReached } from "./require-option.ts";
import { printMessage, printResult } from "./terminal.ts";
import { tellUnreadable } from "./unreadable.ts";

interface EvaluateOptions {
  readonly test?: boolean;
  readonly reason?: string;
  readonly data?: string;
  readonly map?: string;
  readonly patientFrom?: string;
  readonly skipUnreadable?: boolean;
  readonly model?: string;
  readonly out?: string;
  readonly prevalence?: string;
  readonly figures: Extent;
  readonly require: readonly Requirement[];
  readonly device: AskedDevice;
  readonly threads?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen evaluate runs/covid
  roentgen evaluate runs/covid --test --reason "final figures for the paper"
  roentgen evaluate runs/covid --figures all --prevalence covid=0.05
  roentgen evaluate runs/covid --model runs/covid/model-int8.onnx
  roentgen evaluate runs/covid --data other-hospital/ --map "pneumonia=viral,healthy=normal,other=-"
  roentgen evaluate runs/covid --data other-hospital/ --require "auroc>=0.9"

On a cross-validation (train --folds):
  roentgen evaluate runs/folds                the figures again out of fold, from what its folds' models said: no image is read
  roentgen evaluate runs/folds --data OTHER   the run's model, the mean of the folds', on other data: only they can judge it
  roentgen evaluate runs/folds --test         is refused: there is no test part, as every image is judged out of fold`;

export function defineEvaluate(command: Command): void {
  command
    .argument("<run>", "the folder of a run")
    .option("--test", "open the sealed test part; every opening is written into the run's ledger")
    .option("--reason <text>", "why the test part is opened")
    .option("--data <data>", "judge on other data: class folders, or a CSV (path,label)")
    .option(
      "--map <names>",
      "with --data: THEIRS=OURS,... for labels that the run does not know; THEIRS=- leaves them out",
    )
    .option("--patient-from <regex>", "with --data: finds the patient in a file's name, as its one group")
    .option("--skip-unreadable", "with --data: leave out images that cannot be read instead of stopping")
    .option(
      "--model <file>",
      "judge a smaller model of the run (roentgen export --precision); the run's own figures stay",
    )
    .option("--out <file>", "with --data: write the predictions as CSV")
    .option(
      "--prevalence <shares>",
      "CLASS=SHARE,... how common classes are where the model will be used, each by itself against all others: what its answers would mean there; kept in the run until others are given, or none",
    )
    .addOption(
      new Option("--figures <which>", "main: what is asked first; all (--json and metrics.json have curves, too)")
        .choices(["main", "all"])
        .default("main"),
    )
    .addOption(requireOption())
    .addOption(deviceOption("cpu")) // on which runs are judged: the same figures again, to the bit
    .option("--threads <number>", "of the processor (default: all)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(evaluateRun);
}

async function evaluateRun(folder: string, options: EvaluateOptions): Promise<void> {
  const threads = parseThreads(options.threads);
  const quiet = isQuiet(options);
  const bar = imageProgress(quiet);
  const on = materialOf(options, (error) => tellUnreadable(error, bar, options));
  const prevalences = ifGiven(options.prevalence, parsePrevalences);
  await requireRun(folder);
  if (options.out !== undefined) await requireWritable(options.out);
  const file = options.model ?? runFolder(folder).model;
  const work = { kind: "inference", source: { file }, images: BATCH, total: null } as const;
  const openRuntime = () => chosenRuntime({ device: options.device, threads, quiet }, work);
  const request = { folder, on, model: options.model, prevalences, requirements: options.require, threads };
  const evaluation = await judgeRun(request, openRuntime, bar).finally(() => bar.stop());
  if (options.out !== undefined) await writePredictions(options.out, evaluation.predictions);
  tell(evaluation, options);
  tellReached(requireFigures(options.require, evaluation.metrics), options);
}

const WITH_DATA = {
  out: "--out",
  map: "--map",
  patientFrom: "--patient-from",
  skipUnreadable: "--skip-unreadable",
} as const;

function materialOf(options: EvaluateOptions, skip: Skip): Material {
  const { test, reason, data, model } = options;
  if (model !== undefined && test === true) throw notItsOwn();
  for (const name of Object.keys(WITH_DATA) as (keyof typeof WITH_DATA)[]) // the keys of the literal above
    if (options[name] !== undefined && data === undefined) throw misplaced(WITH_DATA[name], "--data");
  if (test !== true && reason !== undefined) throw misplaced("--reason", "--test");
  if (data !== undefined && test !== true) return otherData(data, options, skip);
  if (data !== undefined) throw twoParts();
  if (test !== true) return { part: "validation" };
  if (reason === undefined || reason.trim() === "") throw noReason();
  return { part: "test", reason, now: new Date() };
}

const otherData = (data: string, { map, patientFrom, skipUnreadable }: EvaluateOptions, skip: Skip): Material => ({
  part: "other",
  data,
  map: ifGiven(map, parseLabelMap) ?? new Map(),
  patientFrom: ifGiven(patientFrom, parsePatientPattern),
  skip: skipUnreadable ? skip : undefined,
});

function noReason(): RoentgenError {
  return optionError("the test part is opened for a reason only", {
    expected: "--test with a --reason: it judges once, and each opening is written into the ledger with its reason",
    received: "--test without a reason",
    fix: 'give --reason "why", or leave --test out to judge on validation',
  });
}

function notItsOwn(): RoentgenError {
  return optionError("the test part judges the run's own model", {
    expected: "--test, or --model, or neither",
    received: "--test and --model",
    fix: "judge the smaller model on validation, or on other data by --data",
  });
}

function misplaced(option: string, needed: string): RoentgenError {
  return optionError(`${option} goes with ${needed}`, {
    expected: `${needed} beside ${option}`,
    received: `${option} alone`,
    fix: `give both, or leave ${option} out`,
  });
}

function twoParts(): RoentgenError {
  return optionError("a run is judged on one thing at a time", {
    expected: "--test, or --data, or neither",
    received: "--test and --data",
    fix: "run the command twice",
  });
}

function tell(evaluation: Evaluation, options: EvaluateOptions): void {
  const { json, quiet, data, figures: extent, prevalence, model } = options;
  const { predictions: _, afterTest: __, ...figures } = evaluation;
  if (json) {
    printJson("evaluation", { ...figures, data: data ?? null });
    return;
  }
  printResult(formatMetrics(evaluation.metrics, titleOf(evaluation, data), extent));
  if (evaluation.folds !== null) printResult(`\n${formatFolds(evaluation.folds)}`);
  const isSaid = prevalence !== undefined && evaluation.metrics.predictiveValues.length > 0 && model === undefined;
  for (const line of quiet ? [] : remarksOn(evaluation, isSaid)) printMessage(line);
}

/** isSaid: whether prevalences were given, and kept in the run. */
function remarksOn(evaluation: Evaluation, isSaid: boolean): string[] {
  const { opening, line, isSealed, changed, afterTest, withoutFigures, leftOut, unreadable } = evaluation;
  return [
    ...(isSaid && afterTest
      ? [
          "report.html shows the test part: what answers mean there at these prevalences, it shows after evaluate --test",
        ]
      : []),
    ...(line === null
      ? []
      : [
          `line ${opening} of the ledger has SHA-256 ${line}: published with the figures, it shows whether the ledger is changed later`,
        ]),
    ...(isSealed ? [] : [UNSEALED]),
    ...(changed ? ["these figures are not those that the run had before"] : []),
    ...withoutFigures.map((opening) => `opening ${opening} of the test part has no figures: it was interrupted`),
    ...(leftOut > 0 ? [`${counted(leftOut, "image")} left out by --map`] : []),
    ...(unreadable > 0 ? [`${counted(unreadable, "image")} left out: unreadable`] : []),
  ];
}

/** "test", later "test (2nd opening: no longer unseen)" */
function titleOf({ part, opening }: Evaluation, data: string | undefined): string {
  if (opening !== null && opening > 1) return `${part} (${ordinal(opening)} opening: no longer unseen)`;
  return data ?? part;
}

/** 2nd, 3rd, 4th, 11th, 21st... */
function ordinal(number: number): string {
  const ending = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" };
  return `${number}${ending[new Intl.PluralRules("en", { type: "ordinal" }).select(number)]}`;
}

/** roentgen evaluate RUN: figures on validation, on the sealed test part, or on other data. */
import type { Command } from "commander";
import { type Evaluation, evaluate, type Material, type Requirement, requireFigures } from "../evaluation/index.ts";
import { BATCH } from "../model/index.ts";
import { runFolder, writePredictions } from "../run/index.ts";
import type { AskedDevice } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import { chosenRuntime, deviceOption } from "./device-option.ts";
import { formatMetrics } from "./metrics.ts";
import { isQuiet, parseThreads } from "./options.ts";
import { imageProgress } from "./progress.ts";
import { requireOption } from "./require-option.ts";
import { printMessage, printResult } from "./terminal.ts";

interface EvaluateOptions {
  readonly test?: boolean;
  readonly reason?: string;
  readonly data?: string;
  readonly model?: string;
  readonly out?: string;
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
  roentgen evaluate runs/covid --model runs/covid/model-int8.onnx
  roentgen evaluate runs/covid --data other-hospital/ --require "auroc>=0.9"`;

export function defineEvaluate(command: Command): void {
  command
    .argument("<run>", "the folder of a run")
    .option("--test", "open the sealed test part; every opening is written into the run's ledger")
    .option("--reason <text>", "why the test part is opened")
    .option("--data <data>", "judge on other data: class folders, or a CSV (path,label)")
    .option(
      "--model <file>",
      "judge a smaller model of the run (roentgen export --precision); the run's own figures stay",
    )
    .option("--out <file>", "with --data: write the predictions as CSV")
    .addOption(requireOption())
    .addOption(deviceOption("cpu")) // on which runs are judged: the same figures again, to the bit
    .option("--threads <number>", "of the processor (default: all)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(evaluateRun);
}

async function evaluateRun(folder: string, options: EvaluateOptions): Promise<void> {
  const on = materialOf(options);
  const threads = parseThreads(options.threads);
  const quiet = isQuiet(options);
  const file = options.model ?? runFolder(folder).model;
  const work = { kind: "inference", source: { file }, images: BATCH, total: null } as const;
  const runtime = await chosenRuntime({ device: options.device, threads, quiet }, work);
  const bar = imageProgress(quiet);
  const request = { folder, on, model: options.model, requirements: options.require, threads };
  const evaluation = await evaluate(request, runtime, bar).finally(() => bar.stop());
  if (options.out !== undefined) await writePredictions(options.out, evaluation.predictions);
  tell(evaluation, options);
  requireFigures(options.require, evaluation.metrics);
}

function materialOf({ test, reason, data, model, out }: EvaluateOptions): Material {
  if (model !== undefined && test === true) throw notItsOwn();
  if (out !== undefined && data === undefined) throw misplaced("--out", "--data");
  if (test !== true && reason !== undefined) throw misplaced("--reason", "--test");
  if (data !== undefined && test !== true) return { part: "other", data };
  if (data !== undefined) throw twoParts();
  if (test !== true) return { part: "validation" };
  if (reason === undefined || reason.trim() === "") throw noReason();
  return { part: "test", reason, now: new Date() };
}

function noReason(): RoentgenError {
  return new RoentgenError("E_OPTION", "the test part is opened for a reason only", {
    kind: "usage",
    expected: "--test with a --reason: it judges once, and each opening is written into the ledger with its reason",
    received: "--test without a reason",
    fix: 'give --reason "why", or leave --test out to judge on validation',
  });
}

function notItsOwn(): RoentgenError {
  return new RoentgenError("E_OPTION", "the test part judges the run's own model", {
    kind: "usage",
    received: "--test and --model",
    fix: "judge the smaller model on validation, or on other data by --data",
  });
}

function misplaced(option: string, needed: string): RoentgenError {
  return new RoentgenError("E_OPTION", `${option} goes with ${needed}`, {
    kind: "usage",
    received: `${option} without ${needed}`,
    fix: `give both, or leave ${option} out`,
  });
}

function twoParts(): RoentgenError {
  return new RoentgenError("E_OPTION", "a run is judged on one thing at a time", {
    kind: "usage",
    expected: "--test, or --data, or neither",
    received: "--test and --data",
    fix: "run the command twice",
  });
}

function tell(evaluation: Evaluation, { json, quiet, data }: EvaluateOptions): void {
  const { predictions: _, ...figures } = evaluation;
  if (json) {
    printResult(JSON.stringify({ type: "evaluation", ...figures, data }));
    return;
  }
  printResult(formatMetrics(evaluation.metrics, titleOf(evaluation, data)));
  if (evaluation.changed && !quiet) printMessage("these figures are not those that the run had before");
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

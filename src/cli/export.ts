/** roentgen export RUN: the model, a smaller one of it, or its weights for other programs. */

import { join } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import { requireSmallLoss } from "../evaluation/index.ts";
import { EXPORT_FORMATS, type ExportFormat, exportPrecision, exportRun } from "../experiment/index.ts";
import { requireRun, runFolder, smallerModelSchema, whileLocked, writeJson } from "../run/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { formatBytes } from "../util/byte-size.ts";
import type { RoentgenError } from "../util/error.ts";
import { numeric, wholeFrom } from "../util/numeric.ts";
import { PRECISIONS, type Precision } from "../util/precision.ts";
import { optionError } from "../util/usage.ts";
import { writeWhole } from "../util/write.ts";
import { formatComparison } from "./comparison.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet, parseOption, parseThreads } from "./options.ts";
import { imageProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";

interface ExportOptions {
  readonly format: ExportFormat;
  readonly precision?: Precision;
  readonly calibration?: string;
  readonly largestLoss?: string;
  readonly out?: string;
  readonly threads?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const NAMES: Readonly<Record<ExportFormat, string>> = {
  onnx: "model.onnx",
  "keras-h5": "weights.h5",
  safetensors: "weights.safetensors",
};

const example = `
Examples:
  roentgen export runs/covid --out covid.onnx
  roentgen export runs/covid --precision int8
  roentgen export runs/covid --format keras-h5 --out covid.h5`;

export function defineExport(command: Command): void {
  command
    .argument("<run>", "the folder of a run")
    .addOption(
      new Option(
        "--format <format>",
        "onnx: the model with its metadata; keras-h5: weights for the network of keras.applications; safetensors",
      )
        .choices(EXPORT_FORMATS)
        .default("onnx"),
    )
    .addOption(
      new Option(
        "--precision <precision>",
        "a smaller model, compared with the run's own on validation: fp16, half the size; int8, a quarter",
      ).choices(PRECISIONS),
    )
    .option(
      "--calibration <images>",
      "with --precision: of the training part, to see what values the network has (default: 128)",
    )
    .option(
      "--largest-loss <share>",
      "with --precision: of accuracy, and of the Brier score, that the model may have (default: 0.02)",
    )
    .option("--out <file>", "where to (default: in the run's folder)")
    .option("--threads <number>", "of the processor (default: all)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(writeExport);
}

async function writeExport(run: string, options: ExportOptions): Promise<void> {
  const { format, precision, json } = options;
  await requireRun(run);
  if (precision !== undefined) return writePrecision(run, precision, options);
  if (options.calibration !== undefined || options.largestLoss !== undefined) throw withoutPrecision();
  const path = options.out ?? join(run, NAMES[format]);
  const bytes = await exportRun(run, format);
  await writeWhole(path, bytes);
  tellSize(bytes, options);
  if (json) printJson("export", { run, format, out: path, bytes: bytes.length });
  else printResult(path);
}

const wholeImages = wholeFrom(1).pipe(z.number().max(1e6));
const share = numeric.pipe(z.number().min(0).max(1));

async function writePrecision(folder: string, precision: Precision, options: ExportOptions): Promise<void> {
  const { format, json } = options;
  if (format !== "onnx") throw onlyOnnx(format);
  const path = options.out ?? join(folder, `model-${precision}.onnx`);
  const calibrationImages = parseOption(
    "--calibration",
    options.calibration ?? "128",
    wholeImages,
    "a whole number from 1",
  );
  const largestLoss = parseOption("--largest-loss", options.largestLoss ?? "0.02", share, "a number from 0 to 1");
  const threads = parseThreads(options.threads);
  const runtime = nodeRuntime({ threads });
  const progress = imageProgress(isQuiet(options));
  const request = { folder, precision, calibrationImages, largestLoss, threads };
  const make = async () => {
    const made = await exportPrecision(request, runtime, progress).finally(() => progress.stop());
    if (!json) printResult(formatComparison(made.result));
    requireSmallLoss(made.result.comparison, largestLoss);
    await writeWhole(path, made.bytes);
    await writeJson(beside(path), smallerModelSchema, made.result);
    return made;
  };
  const { bytes, result } = await (options.out === undefined ? whileLocked(runFolder(folder).lock, make) : make());
  tellSize(bytes, options);
  if (json) printJson("smaller-model", { run: folder, format, out: path, bytes: bytes.length, ...result });
  else printResult(path);
}

/** model-int8.json for model-int8.onnx. */
const beside = (path: string): string => `${path.replace(/\.onnx$/, "")}.json`;

function tellSize(bytes: Uint8Array, { json, quiet }: ExportOptions): void {
  if (!quiet && !json) printMessage(formatBytes(bytes.length));
}

function withoutPrecision(): RoentgenError {
  return optionError("--calibration and --largest-loss are for smaller models", {
    expected: "--precision with them",
    received: "no --precision",
    fix: "add --precision fp16 or --precision int8, or leave them out",
  });
}

function onlyOnnx(format: ExportFormat): RoentgenError {
  return optionError("a smaller model is an ONNX file", {
    expected: "--precision with --format onnx",
    received: `--format ${format}`,
    fix: "leave --format or --precision out",
  });
}

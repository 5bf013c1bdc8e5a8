/** roentgen export RUN: the model, or its weights for other programs. */
import { join } from "node:path";
import { type Command, Option } from "commander";
import { EXPORT_FORMATS, type ExportFormat, exportRun } from "../experiment/index.ts";
import { writeWhole } from "../util/write.ts";
import { printMessage, printResult } from "./terminal.ts";

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out?: string;
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
    .option("--out <file>", "where to (default: in the run's folder)")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(writeExport);
}

async function writeExport(run: string, { format, out, json, quiet }: ExportOptions): Promise<void> {
  const path = out ?? join(run, NAMES[format]);
  const bytes = await exportRun(run, format);
  await writeWhole(path, bytes);
  if (!quiet && !json) printMessage(`${(bytes.length / 1e6).toFixed(1)} MB`);
  printResult(json ? JSON.stringify({ type: "export", run, format, out: path, bytes: bytes.length }) : path);
}

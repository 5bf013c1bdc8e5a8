/** roentgen predict MODEL IMAGES...: what a model says of each image. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { createImagePool } from "../image/index.ts";
import { type Judgement, loadModel, type Model, predictFiles } from "../model/index.ts";
import { runFolder } from "../run/index.ts";
import { nodeRuntime } from "../runtime/index.ts";
import { formatCsv } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { wholeFrom } from "../util/numeric.ts";
import { parseOption } from "./options.ts";
import { type Progress, startProgress } from "./progress.ts";
import { errorJson, formatError, printMessage, printResult } from "./terminal.ts";

interface PredictOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly threads?: string;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen predict runs/covid radiograph.png
  roentgen predict model.onnx radiographs/ --csv > predictions.csv`;

export function predictCommand(): Command {
  return new Command("predict")
    .description("probabilities and decision of a model, a row per image")
    .argument("<model>", "a model.onnx, or the folder of a run")
    .argument("<images...>", "images, or folders with images at any depth")
    .option("--csv", "print CSV")
    .option("--json", "print a JSON object for every image")
    .option("--threads <number>", "of the processor (default: all)")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(predict);
}

interface Row extends Judgement {
  readonly path: string;
}

async function predict(source: string, images: readonly string[], options: PredictOptions): Promise<void> {
  const threads =
    options.threads === undefined
      ? {}
      : { threads: parseOption("--threads", options.threads, wholeFrom(1), "a whole number from 1") };
  const paths = (await Promise.all(images.map(filesOf))).flat();
  const model = await loadModel(await modelFile(source), nodeRuntime(threads));
  const pool = createImagePool(threads);
  const progress = startProgress({
    unit: "images",
    total: paths.length,
    quiet: options.quiet || options.json || false,
  });
  try {
    const rows: Row[] = [];
    for await (const result of predictFiles(model, paths, pool)) {
      if ("error" in result) tellUnreadable(result.error, progress, options);
      else rows.push(tellRow({ path: result.path, ...result.judgement }, model, options));
      progress.step();
    }
    progress.stop();
    if (rows.length === 0) throw noneReadable(paths.length);
    if (!options.json) printResult(options.csv ? csvOf(rows, model) : tableOf(rows, model));
  } finally {
    progress.stop();
    await pool.close();
    await model.release();
  }
}

/** A run's folder stands for its model. */
async function modelFile(source: string): Promise<string> {
  const isFolder = await stat(source).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return isFolder ? runFolder(source).model : source;
}

async function filesOf(path: string): Promise<string[]> {
  const entry = await stat(path).catch((cause: Error) => {
    throw new RoentgenError("E_IMAGE_MISSING", "there is no such file or folder", {
      where: path,
      received: cause.message,
      fix: "check the path",
    });
  });
  if (!entry.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((file) => file.isFile() && !file.name.startsWith("."))
    .map((file) => join(file.parentPath, file.name))
    .sort();
}

function tellUnreadable(error: RoentgenError, progress: Progress, { json, quiet }: PredictOptions): void {
  if (json) printMessage(errorJson(error));
  else if (quiet) printMessage(formatError(error));
  else progress.tell(`skipped: ${formatError(error)}`);
}

function tellRow(row: Row, { description }: Model, { json }: PredictOptions): Row {
  const { path, decision, probabilities } = row;
  const byName = Object.fromEntries(description.names.map((name, i) => [name, probabilities[i]]));
  if (json) printResult(JSON.stringify({ type: "prediction", path, prediction: decision, probabilities: byName }));
  return row;
}

function csvOf(rows: readonly Row[], { description }: Model): string {
  const header = ["path", "prediction", ...description.names.map((name) => `probability_${name}`)];
  return formatCsv(
    header,
    rows.map(({ path, decision, probabilities }) => [path, decision, ...probabilities]),
  );
}

function tableOf(rows: readonly Row[], { description }: Model): string {
  const cells = rows.map(({ path, decision, probabilities }) => [
    path,
    decision,
    ...probabilities.map((probability) => probability.toFixed(3)),
  ]);
  const all = [["image", "prediction", ...description.names], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function noneReadable(files: number): RoentgenError {
  return new RoentgenError("E_IMAGE_NONE", "none of the files is an image that can be read", {
    expected: "PNG, JPEG, TIFF, WebP or BMP",
    received: `${files} files`,
    fix: "check the paths",
  });
}

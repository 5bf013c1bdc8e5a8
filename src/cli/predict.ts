/** roentgen predict MODEL IMAGES...: what a model says of each image. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { resumeCommand } from "../experiment/index.ts";
import { createImagePool, type ImagePool } from "../image/index.ts";
import { BATCH, type FileResult, type Judgement, loadModel, type Model, predictFiles } from "../model/index.ts";
import { requireRun, runFolder } from "../run/index.ts";
import type { AskedDevice } from "../training/index.ts";
import { formatCsv } from "../util/csv.ts";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { chosenRuntime, deviceOption } from "./device-option.ts";
import { filesIn } from "./files-in.ts";
import { type JsonLines, printJson } from "./json-lines.ts";
import { isQuiet, parseThreads } from "./options.ts";
import { formatPredictions } from "./prediction-table.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";
import { endWithSkipped, noneReadable, skippedText, tellUnreadable } from "./unreadable.ts";

interface PredictOptions {
  readonly raw?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly device: AskedDevice;
  readonly threads?: string;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen predict runs/covid radiograph.png
  roentgen predict model.onnx radiographs/ --csv > predictions.csv`;

export function definePredict(command: Command): void {
  command
    .argument("<model>", "a model.onnx, or the folder of a run")
    .argument("<images...>", "images, or folders with images at any depth")
    .option("--raw", "the network's own probabilities, before calibration; decisions stay the model's")
    .option("--csv", "print CSV")
    .option("--json", "print a JSON object for every image")
    .addOption(deviceOption("auto"))
    .option("--threads <number>", "of the processor (default: all)")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(predict);
}

interface Row extends Pick<Judgement, "decision" | "probabilities"> {
  readonly path: string;
}

async function predict(source: string, images: readonly string[], options: PredictOptions): Promise<void> {
  const threads = parseThreads(options.threads);
  const paths = (await Promise.all(images.map(filesOf))).flat();
  const quiet = isQuiet(options);
  const pool = createImagePool({ threads, images: paths.length }); // its threads start while the model is loaded
  try {
    const file = await modelFile(source);
    const work = { kind: "inference", source: { file }, images: BATCH, total: paths.length } as const;
    const runtime = await chosenRuntime({ device: options.device, threads, quiet }, work);
    const model = await loadModel(file, runtime);
    try {
      await tellPredictions(model, paths, pool, options);
    } finally {
      await model.release();
    }
  } finally {
    await pool.close();
  }
}

async function tellPredictions(
  model: Model,
  paths: readonly string[],
  pool: ImagePool,
  options: PredictOptions,
): Promise<void> {
  const quiet = isQuiet(options);
  const progress = startProgress({ unit: "images", total: paths.length, quiet });
  try {
    const results = predictFiles(model, paths, pool);
    const rows = await predictAll(results, model, progress, { ...options, alone: paths.length === 1 });
    progress.stop();
    if (rows.length === 0) throw noneReadable(paths.length, null);
    tellRows(rows, paths.length - rows.length, model, options);
  } finally {
    progress.stop();
  }
}

/** JSON has told its rows already. */
function tellRows(rows: readonly Row[], skipped: number, model: Model, { csv, json, quiet }: PredictOptions): void {
  if (json) printJson("predict", { images: rows.length, skipped });
  else printResult(csv ? csvOf(rows, model) : tableOf(rows, model));
  if (skipped > 0 && !json && !quiet)
    printMessage(`${rows.length} of ${rows.length + skipped} files judged${skippedText(skipped)}`);
  endWithSkipped(skipped);
}

/** Errors are told at once, and rows as JSON, too. alone: one image, whose error ends the command. */
async function predictAll(
  results: AsyncIterable<FileResult>,
  model: Model,
  progress: Progress,
  { alone, ...options }: PredictOptions & { readonly alone: boolean },
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const result of results) {
    if ("error" in result) {
      if (alone) throw result.error;
      tellUnreadable(result.error, progress, options);
    } else {
      const { decision, probabilities, raw } = result.judgement;
      const row = { path: result.path, decision, probabilities: options.raw ? raw : probabilities };
      rows.push(row);
      if (options.json) printJson("prediction", jsonOf(row, model));
    }
    progress.step();
  }
  return rows;
}

/** What is not there is a file that cannot be read. */
async function filesOf(path: string): Promise<string[]> {
  if (!(await isFolder(path))) return [path];
  const names = await filesIn(path);
  if (names.length === 0) throw nothingIn(path);
  return names.map((name) => join(path, name));
}

const nothingIn = (folder: string): RoentgenError =>
  new RoentgenError("E_IMAGE_MISSING", "there is no image to judge", {
    where: folder,
    expected: "an image, or a folder with images",
    received: "an empty folder",
    fix: "check the path",
  });

/** A run's folder stands for its model. */
async function modelFile(path: string): Promise<string> {
  if (!(await isFolder(path))) return path;
  const { model } = runFolder(path);
  if (await exists(model)) return model;
  await requireRun(path);
  throw new RoentgenError("E_RUN_UNFINISHED", "the run has no model", {
    where: model,
    expected: "the model that a run writes at its end",
    received: "nothing there",
    fix: `go on by: ${resumeCommand(path)}`,
  });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );

function jsonOf({ path, decision, probabilities }: Row, { description }: Model): JsonLines["prediction"] {
  const byName = Object.fromEntries(description.names.map((name, i) => [name, probabilities[i]!]));
  return { path, prediction: decision, probabilities: byName };
}

function csvOf(rows: readonly Row[], { description }: Model): string {
  const header = ["path", "prediction", ...description.names.map((name) => `probability_${name}`)];
  return formatCsv(
    header,
    rows.map(({ path, decision, probabilities }) => [path, decision, ...probabilities]),
  );
}

const tableOf = (rows: readonly Row[], { description }: Model): string =>
  formatPredictions(
    description.names,
    rows.map(({ decision, ...row }) => ({ ...row, prediction: decision })),
  );

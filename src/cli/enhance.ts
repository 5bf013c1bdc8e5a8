/** roentgen enhance IN OUT: white balance and CLAHE over a file or a folder, written as PNG. */

import { type Command, Option } from "commander";
import { z } from "zod";
import {
  contactSheet,
  createImagePool,
  ENHANCE_STEPS,
  type EnhanceStep,
  encodePng,
  enhanceDefaults,
  type GreyWeights,
  type ImagePool,
  IN_HAND,
  onlyUnreadable,
  type Pair,
  type PrepareOptions,
} from "../image/index.ts";
import { mapConcurrently } from "../util/concurrent.ts";
import { counted } from "../util/counted.ts";
import type { RoentgenError } from "../util/error.ts";
import { numeric, wholeFrom } from "../util/numeric.ts";
import { writeWhole } from "../util/write.ts";
import { type EnhanceTask, planEnhance, requireSheet } from "./enhance-plan.ts";
import { tellHowToGoOn } from "./interrupt.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet, parseOption } from "./options.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";
import { endWithSkipped, noneReadable, skippedText, tellUnreadable } from "./unreadable.ts";

interface EnhanceCommandOptions {
  readonly size?: string;
  readonly steps: string;
  readonly grey: GreyWeights;
  readonly clipLimit: string;
  readonly tiles: string;
  readonly contactSheet?: string;
  readonly jobs?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const SHEET_PAIRS = 12;
const MAX_SIDE = 16384; // pixels

const example = `
Example:
  roentgen enhance radiographs/ enhanced/ --size 224 --contact-sheet before-after.png`;

export function defineEnhance(command: Command): void {
  command
    .argument("<in>", "an image, or a folder with images at any depth")
    .argument("<out>", "a .png for an image; a folder for a folder")
    .option("--size <pixels>", "resize first: 224, or 320x240 (width x height)")
    .option("--steps <steps>", "which steps", ENHANCE_STEPS.join(","))
    .addOption(
      new Option("--grey <weights>", "published: red and blue swapped")
        .choices(["correct", "published"])
        .default("correct"),
    )
    .option("--clip-limit <number>", "of CLAHE; 0: none", "2")
    .option("--tiles <number>", "of CLAHE: 16, or 16x8 (across x down)", "16")
    .option("--contact-sheet <file>", "a PNG with images before and after, side by side")
    .option("--jobs <number>", "threads")
    .option("--json", "print a JSON object for every image")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(enhanceImages);
}

async function enhanceImages(source: string, target: string, options: EnhanceCommandOptions): Promise<void> {
  const prepareOptions = prepareOptionsOf(options);
  const threads =
    options.jobs === undefined ? undefined : parseOption("--jobs", options.jobs, jobs, "a whole number from 1 to 1024");
  const sheet = options.contactSheet === undefined ? null : pngPath("--contact-sheet", options.contactSheet);
  const tasks = await planEnhance(source, target);
  if (tasks.length > 1)
    tellHowToGoOn(`images in ${target} are whole: empty it, or name another, and run the command again`);
  if (sheet !== null) await requireSheet(sheet, source, tasks);
  const pool = createImagePool({ threads });
  const progress = startProgress({
    unit: "images",
    total: tasks.length,
    quiet: isQuiet(options),
  });
  try {
    await pool.ready;
    const start = performance.now(); // of the work: how fast threads start says nothing of the next thousand images
    const errors = await enhanceAll(tasks, pool, prepareOptions, progress, options);
    progress.stop();
    const written = tasks.filter((_, i) => errors[i] === null);
    if (written.length === 0) throw noneReadable(errors.length, source);
    if (sheet !== null) await writeSheet(sheet, written, pool, prepareOptions);
    const seconds = (performance.now() - start) / 1000;
    const skipped = tasks.length - written.length;
    printSummary({ written: written.length, skipped, seconds, out: target }, options);
    endWithSkipped(skipped);
  } finally {
    progress.stop();
    await pool.close();
  }
}

/** For every task the error that it ended with, or null. That of one image alone ends the command. */
function enhanceAll(
  tasks: readonly EnhanceTask[],
  pool: ImagePool,
  prepareOptions: PrepareOptions,
  progress: Progress,
  telling: EnhanceCommandOptions,
): Promise<(RoentgenError | null)[]> {
  return mapConcurrently(tasks, IN_HAND * pool.threads, async (task) => {
    const error = await pool.prepareTo(task.out, task.path, prepareOptions).then(() => null, onlyUnreadable);
    if (error !== null && tasks.length === 1) throw error;
    if (error !== null) tellUnreadable(error, progress, telling);
    else if (telling.json) printJson("image", task);
    progress.step();
    return error;
  });
}

/** Up to twelve images, evenly over all of them. */
async function writeSheet(
  path: string,
  written: readonly EnhanceTask[],
  pool: ImagePool,
  options: PrepareOptions,
): Promise<void> {
  const count = Math.min(written.length, SHEET_PAIRS);
  const chosen = Array.from({ length: count }, (_, i) => written[Math.floor((i * written.length) / count)]!);
  const pairs = await mapConcurrently(chosen, 4, async (task): Promise<Pair> => {
    const [before, after] = await Promise.all([
      pool.prepare(task.path, { ...options, enhance: null }),
      pool.prepare(task.path, options),
    ]);
    return { before, after };
  });
  await writeWhole(path, encodePng(contactSheet(pairs)));
}

const jobs = wholeFrom(1).pipe(z.number().max(1024));
const clipLimit = numeric.pipe(z.number().min(0).max(1e6));
const steps = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(ENHANCE_STEPS)).min(1));

/** "224" is both ways, "320x240" one each. */
const sides = z
  .string()
  .regex(/^\d+(x\d+)?$/)
  .transform((text) => {
    const [x, y] = text.split("x").map(Number);
    return [x!, y ?? x!] as const;
  })
  .refine((pair) => pair.every((side) => side >= 1 && side <= MAX_SIDE));

function prepareOptionsOf(options: EnhanceCommandOptions): PrepareOptions {
  const size =
    options.size === undefined ? undefined : parseOption("--size", options.size, sides, "pixels, as 224 or 320x240");
  const [tilesX, tilesY] = parseOption("--tiles", options.tiles, sides, "tiles, as 16 or 16x8");
  const chosen: EnhanceStep[] = parseOption(
    "--steps",
    options.steps,
    steps,
    `one or more of ${ENHANCE_STEPS.join(",")}`,
  );
  return {
    size: size === undefined ? null : { width: size[0], height: size[1] },
    enhance: {
      ...enhanceDefaults,
      steps: chosen,
      grey: options.grey,
      clahe: {
        clipLimit: parseOption("--clip-limit", options.clipLimit, clipLimit, "a number from 0 to 1000000"),
        tilesX,
        tilesY,
      },
    },
  };
}

const pngPath = (name: string, path: string): string =>
  parseOption(name, path, z.string().regex(/\.png$/i), "a file that ends in .png");

interface Summary {
  readonly written: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly out: string;
}

function printSummary({ written, skipped, seconds, out }: Summary, options: EnhanceCommandOptions): void {
  if (options.json) {
    printJson("enhance", { written, skipped, seconds, out });
    return;
  }
  if (!options.quiet) printMessage(`${(written / seconds).toFixed(1)} images/s`);
  printResult(`${counted(written, "image")} written to ${out}${skippedText(skipped)}`);
}

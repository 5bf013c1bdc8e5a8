/** roentgen phantoms OUT: a data set of radiographs from a seed, in three classes, for trying everything without a patient's image. */

import type { Command } from "commander";
import { z } from "zod";
import { writePhantoms } from "../dataset/index.ts";
import { counted } from "../util/counted.ts";
import { wholeFrom } from "../util/numeric.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet, parseOption, wholeNumber } from "./options.ts";
import { startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";

interface PhantomsOptions {
  readonly count: string;
  readonly size: string;
  readonly seed: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Two images of each patient, whose number the file's name begins with: p0001_1.png, p0001_2.png.

Examples:
  roentgen phantoms phantoms/ --count 300 --size 224 --seed 1
  roentgen train phantoms/ --patient-from '^(p\\d+)_'`;

export function definePhantoms(command: Command): void {
  command
    .argument("<out>", "a folder that is not there yet")
    .option("--count <number>", "of images, all classes together", "300")
    .option("--size <pixels>", "both ways", "224")
    .option("--seed <number>", "of everything in them", "1")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(makePhantoms);
}

const counts = wholeFrom(1).pipe(z.number().max(10_000_000));
const sizes = wholeFrom(32).pipe(z.number().max(2048));

async function makePhantoms(out: string, options: PhantomsOptions): Promise<void> {
  const count = parseOption("--count", options.count, counts, "a whole number from 1 to 10000000");
  const size = parseOption("--size", options.size, sizes, "a whole number of pixels from 32 to 2048");
  const seed = parseOption("--seed", options.seed, wholeNumber, "a whole number from 0");
  const progress = startProgress({ unit: "images", total: count, quiet: isQuiet(options) });
  const start = performance.now();
  await writePhantoms(out, { seed, count, size }, progress.step).finally(() => progress.stop());
  const seconds = (performance.now() - start) / 1000;
  if (options.json) {
    printJson("phantoms", { out, count, size, seed, seconds });
    return;
  }
  if (!options.quiet) printMessage(`${(count / seconds).toFixed(1)} images/s`);
  printResult(`${counted(count, "phantom")} in ${out}`);
}

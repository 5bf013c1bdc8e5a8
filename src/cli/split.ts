/** roentgen split DATA: writes the manifest, which says of every image its hash, class, patient and part. */

import { resolve } from "node:path";
import { type Command, Option } from "commander";
import {
  AS_LISTED,
  countWithoutPatient,
  divisionOf,
  FOLDS_BY,
  type FoldsBy,
  findImages,
  foldsOf,
  formatManifest,
  type HashedImage,
  hashImages,
  type ManifestImage,
  PARTS,
  parseClasses,
  parsePatientPattern,
  parseTask,
  partition,
  type Recipe,
} from "../dataset/index.ts";
import type { RoentgenError } from "../util/error.ts";
import { wholeFrom } from "../util/numeric.ts";
import { quoted } from "../util/shell.ts";
import { optionError } from "../util/usage.ts";
import { requireWritable, writeWhole } from "../util/write.ts";
import { tellIgnored } from "./ignored.ts";
import { printJson } from "./json-lines.ts";
import { ifGiven, isQuiet, parseOption, wholeNumber } from "./options.ts";
import { startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";

interface SplitOptions {
  readonly task: string;
  readonly recipe: Recipe;
  readonly split?: string;
  readonly classes?: string;
  readonly folds?: string;
  readonly by: FoldsBy;
  readonly patientFrom?: string;
  readonly seed: string;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Examples:
  roentgen split radiographs/ --patient-from '^(\\d{8})_' --out manifest.csv
  roentgen split radiographs/ --patient-from '^(\\d{8})_' --folds 5`;

const ABOUT = `The manifest goes in again by roentgen train DATA --split manifest.csv; a column split of a CSV as DATA does as well.
Files are hashed and not looked at as images: one that is damaged is told by train, and left out there by --skip-unreadable.`;

export function defineSplit(command: Command): void {
  command
    .argument("<data>", "a folder with a folder of images for each class, or a CSV (path,label,patient)")
    .option("--task <task>", "multi: tell all classes apart; binary:NAME: one from the rest", "multi")
    .addOption(new Option("--recipe <recipe>", "how to split").choices(["standard", "published"]).default("standard"))
    .option(
      "--split <how>",
      "fractions of train, validation and test (default: 0.7,0.15,0.15); file-order (default of published); or file-order-by-class",
    )
    .option("--classes <names>", "the order of the classes (default: by name)")
    .option("--folds <number>", "instead: k folds for cross-validation; every image trains but in its own fold")
    .addOption(new Option("--by <what>", "with --folds: what stays in one fold").choices(FOLDS_BY).default("patient"))
    .option("--patient-from <regex>", "finds the patient in a file's name, as its one group")
    .option("--seed <number>", "of the random split", "1")
    .option("--out <file>", "the manifest", "manifest.csv")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", `\n${ABOUT}\n${example}`)
    .action(split);
}

async function split(data: string, options: SplitOptions): Promise<void> {
  const tell = isQuiet(options) ? () => {} : printMessage;
  const divide = dividing(options);
  const pattern = ifGiven(options.patientFrom, parsePatientPattern);
  await requireWritable(resolve(options.out));
  const dataset = await findImages(data, { patientFrom: pattern });
  tellIgnored(dataset.ignored, options);
  const progress = startProgress({ unit: "files", total: dataset.images.length, quiet: isQuiet(options) });
  const images = await hashImages(dataset, { onHashed: progress.step }).finally(progress.stop);
  const manifest = divide(images);
  await writeWhole(resolve(options.out), formatManifest(manifest));
  const summary = summaryOf(manifest);
  if (options.json) printJson("split", { out: options.out, ...summary });
  else printResult(formatSummary(summary));
  tell(`${countWithoutPatient(images)} images without a known patient; manifest in ${options.out}`);
  if (options.folds === undefined)
    tell(`roentgen train ${quoted(data)} --split ${quoted(options.out)} trains on these parts`);
}

type Divide = (images: readonly HashedImage[]) => ManifestImage[];

/** Options are parsed before the data is looked at. */
function dividing(options: SplitOptions): Divide {
  const task = parseTask(options.task);
  const division = divisionOf(options.split, options.recipe);
  if (division === AS_LISTED) throw alreadyDivided(options.split);
  const order = ifGiven(options.classes, parseClasses);
  const seed = parseOption("--seed", options.seed, wholeNumber, "a whole number from 0");
  if (options.folds !== undefined) {
    const folds = parseOption("--folds", options.folds, wholeFrom(2), "a whole number from 2");
    return (images) => {
      const places = foldsOf(images, { folds, by: options.by }, seed);
      return images.map((image, i) => ({ ...image, split: "train", fold: places[i]! }));
    };
  }
  return (images) => {
    const { parts } = partition(images, { task, recipe: options.recipe, order, division, seed });
    return images.map((image, i) => ({ ...image, split: parts[i]!, fold: null }));
  };
}

const alreadyDivided = (split: string | undefined): RoentgenError =>
  optionError("a table of parts is divided already", {
    expected: "three fractions, file-order, or file-order-by-class",
    received: `--split ${split}`,
    fix: "give the table to roentgen train",
  });

/** Images by part, or by fold, and class. */
interface Summary {
  readonly classes: readonly string[];
  readonly counts: Readonly<Record<string, readonly number[]>>;
}

function summaryOf(images: readonly ManifestImage[]): Summary {
  const classes = [...new Set(images.map(({ label }) => label))];
  const folds = [...new Set(images.flatMap(({ fold }) => fold ?? []))].sort((a, b) => a - b);
  const groups: readonly (readonly [string, (image: ManifestImage) => boolean])[] =
    folds.length === 0
      ? PARTS.map((part) => [part, ({ split }) => split === part])
      : folds.map((fold) => [`fold ${fold}`, (image) => image.fold === fold]);
  const count = (isIn: (image: ManifestImage) => boolean): number[] =>
    classes.map((name) => images.filter((image) => isIn(image) && image.label === name).length);
  return { classes, counts: Object.fromEntries(groups.map(([name, isIn]) => [name, count(isIn)])) };
}

function formatSummary({ classes, counts }: Summary): string {
  const widths = classes.map((name) => Math.max(name.length, 6));
  const row = (name: string, cells: readonly (string | number)[]): string =>
    [name.padEnd(12), ...cells.map((cell, i) => String(cell).padStart(widths[i]!))].join("  ");
  return [row("", classes), ...Object.entries(counts).map(([name, cells]) => row(name, cells))].join("\n");
}

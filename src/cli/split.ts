/** roentgen split DATA: writes the manifest, which says of every image its hash, class, patient and part. */

import { resolve } from "node:path";
import { type Command, Option } from "commander";
import {
  countByLabel,
  countWithoutPatient,
  divisionOf,
  findImages,
  formatManifest,
  type HashedImage,
  hashImages,
  PARTS,
  type Part,
  parseClasses,
  parsePatientPattern,
  parseTask,
  partition,
  type Recipe,
} from "../dataset/index.ts";
import { writeWhole } from "../util/write.ts";
import { printJson } from "./json-lines.ts";
import { ifGiven, isQuiet, parseOption, wholeNumber } from "./options.ts";
import { startProgress } from "./progress.ts";
import { printMessage, printResult } from "./terminal.ts";

interface SplitOptions {
  readonly task: string;
  readonly recipe: Recipe;
  readonly split?: string;
  readonly classes?: string;
  readonly patientFrom?: string;
  readonly seed: string;
  readonly out: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const example = `
Example:
  roentgen split radiographs/ --patient-from '^(\\d{8})_' --out manifest.csv`;

export function defineSplit(command: Command): void {
  command
    .argument("<data>", "a folder with a folder of images for each class, or a CSV (path,label,patient)")
    .option("--task <task>", "multi: tell all classes apart; binary:NAME: one from the rest", "multi")
    .addOption(new Option("--recipe <recipe>", "how to split").choices(["standard", "published"]).default("standard"))
    .option(
      "--split <how>",
      "fractions of train, validation and test (default: 0.7,0.15,0.15), or file-order (published)",
    )
    .option("--classes <names>", "the order of the classes (default: by name)")
    .option("--patient-from <regex>", "finds the patient in a file's name, as its one group")
    .option("--seed <number>", "of the random split", "1")
    .option("--out <file>", "the manifest", "manifest.csv")
    .option("--json", "print JSON")
    .option("--quiet", "print results only")
    .addHelpText("after", example)
    .action(split);
}

async function split(data: string, options: SplitOptions): Promise<void> {
  const tell = isQuiet(options) ? () => {} : printMessage;
  const task = parseTask(options.task);
  const division = divisionOf(options.split, options.recipe);
  const order = ifGiven(options.classes, parseClasses);
  const seed = parseOption("--seed", options.seed, wholeNumber, "a whole number from 0");
  const pattern = ifGiven(options.patientFrom, parsePatientPattern);
  const dataset = await findImages(data, pattern);
  for (const { name, reason } of dataset.ignored) tell(`ignored ${name}: ${reason}`);
  const progress = startProgress({ unit: "files", total: dataset.images.length, quiet: isQuiet(options) });
  const images = await hashImages(dataset, { onHashed: progress.step }).finally(progress.stop);
  const { parts } = partition(images, { task, recipe: options.recipe, order, division, seed });
  await writeWhole(resolve(options.out), formatManifest(manifestOf(images, parts)));
  const summary = summaryOf(images, parts);
  if (options.json) printJson("split", { out: options.out, ...summary });
  else printResult(formatSummary(summary));
  tell(`${countWithoutPatient(images)} images without a known patient; manifest in ${options.out}`);
}

const manifestOf = (images: readonly HashedImage[], parts: readonly Part[]) =>
  images.map((image, i) => ({ ...image, split: parts[i]!, fold: null }));

interface Summary {
  readonly classes: readonly string[];
  readonly counts: Readonly<Record<Part, readonly number[]>>;
}

function summaryOf(images: readonly HashedImage[], parts: readonly Part[]): Summary {
  const labels = images.map((image) => image.label);
  const counts = PARTS.map((part) => [part, countByLabel(labels, parts, part)] as const);
  return {
    classes: [...counts[0]![1].keys()],
    // the keys are PARTS, each once
    counts: Object.fromEntries(
      counts.map(([part, count]) => [part, [...count.values()]]),
    ) as unknown as Summary["counts"],
  };
}

function formatSummary({ classes, counts }: Summary): string {
  const widths = classes.map((name) => Math.max(name.length, 6));
  const row = (name: string, cells: readonly (string | number)[]): string =>
    [name.padEnd(12), ...cells.map((cell, i) => String(cell).padStart(widths[i]!))].join("  ");
  return [row("", classes), ...PARTS.map((part) => row(part, counts[part]))].join("\n");
}

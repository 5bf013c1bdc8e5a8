/** roentgen experiment FILE: many runs, side by side, ending in one table. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import { commandAgain, readExperiment } from "../experiment/index.ts";
import { publishedCommand } from "./experiment-published.ts";
import { addStudyOptions, type StudyOptions, showStudy } from "./experiment-run.ts";
import { misspelt } from "./usage-error.ts";

const example = `
Examples:
  roentgen experiment grid.yaml
  roentgen experiment grid.yaml --workers 4
  roentgen experiment published radiographs/

grid.yaml, which makes 12 runs and a table of 4 rows:
  data: radiographs/
  patient-from: '^(\\d{8})_'
  network: [nasnetmobile, resnet101]   # a list: each value in turn, with each of the others
  enhance: [true, false]
  seed: [1, 2, 3]                      # runs that differ in seed or fold alone are one row
  epochs: 20                           # any option of roentgen train, the same for all

Besides options of train the file takes:
  name: NAME            of the folder, experiments/NAME (default: the file's name)
  folds: 5              cross-validation: every run once for each fold, judged on the images that were held out
  judge: test           opens the test part of every run (default: validation), and needs a
  reason: WHY           which is written into each ledger
  variants:             a run for each, with options over the others:
    plain: {enhance: false}
    own scaling: {scaling: symmetric}

A run that fails is told at the end and takes no other with it. Interrupted or killed, the same command goes on where the experiment was left.`;

export function defineExperiment(command: Command): void {
  command.argument("<file>", "YAML or JSON: data, and options of train with a value or a list of values each");
  addStudyOptions(command).addHelpText("after", example).action(experiment);
  command.addCommand(publishedCommand());
  requireFileOrKnown(process.argv.slice(2), command);
}

/** Before options and arguments are counted: those of a misspelt command of experiment would be told as too many, or unknown. */
function requireFileOrKnown(words: readonly string[], command: Command): void {
  const word = words[words.indexOf(command.name()) + 1];
  if (word === undefined || word.startsWith("-") || word.includes(".") || existsSync(word)) return;
  const error = misspelt(
    word,
    command.commands.map((each) => each.name()),
  );
  if (error !== null) throw error;
}

async function experiment(file: string, options: StudyOptions): Promise<void> {
  const plan = await readExperiment(file);
  await showStudy(plan, commandAgain(process.argv.slice(2)), options);
}

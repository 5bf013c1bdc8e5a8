/** Options of train on a command line, under headings. */
import type { Command } from "commander";
import {
  type GivenOptions,
  kebabCase,
  type Option,
  type OptionGroup,
  type TrainOptionName,
  trainOptions,
} from "../experiment/index.ts";

/** In the order of the help. */
const HEADINGS: Readonly<Record<OptionGroup, string>> = {
  data: "Data:",
  images: "Images:",
  network: "Network:",
  training: "Training:",
  frozen: "Frozen phase:",
  fineTuning: "Fine-tuning:",
  augmentation: "Augmentation of training images:",
  decision: "Probabilities and decisions:",
  machine: "Machine:",
};

export function addTrainOptions(command: Command, names: readonly TrainOptionName[]): void {
  for (const [group, heading] of Object.entries(HEADINGS)) {
    command.optionsGroup(heading);
    for (const name of names) if (trainOptions[name].group === group) addTrainOption(command, name);
  }
}

/** Defaults are filled in later, so that a config file can stand between them and the command line. */
function addTrainOption(command: Command, name: TrainOptionName): void {
  const { help, off, value, ...option }: Option<unknown> = trainOptions[name];
  const flag = kebabCase(name);
  if (value !== null) {
    command.option(`--${flag} <${value}>`, `${help}${defaultOf(option)}`);
    return;
  }
  command.option(`--${flag}`, help);
  if (off !== undefined) command.option(`--no-${flag}`, off);
}

/** An option without either says itself what the recipe does. */
function defaultOf({
  default: fallback,
  defaultText,
  fromRandom,
}: Pick<Option<unknown>, "default" | "defaultText" | "fromRandom">): string {
  const usual = fallback ?? defaultText;
  if (usual === undefined) return "";
  return fromRandom === undefined ? ` (default: ${usual})` : ` (default: ${usual}; from a random start: ${fromRandom})`;
}

/** --no-enhance makes commander think that --enhance is given by default; only what was typed counts. */
export const explicit = (given: GivenOptions, command: Command): GivenOptions =>
  Object.fromEntries(Object.entries(given).filter(([name]) => command.getOptionValueSource(name) === "cli"));

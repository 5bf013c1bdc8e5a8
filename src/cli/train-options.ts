/** Options of train on a command line. */
import type { Command } from "commander";
import { type GivenOptions, kebabCase, type TrainOptionName, trainOptions } from "../experiment/index.ts";

/** Defaults are filled in later, so that a config file can stand between them and the command line. */
export function addTrainOption(command: Command, name: TrainOptionName): void {
  const option: { help: string; value: string | null; default?: string | boolean } = trainOptions[name];
  const flag = `--${kebabCase(name)}`;
  if (option.value === null) {
    command.option(flag, option.help);
    if (option.default === true) command.option(`--no-${kebabCase(name)}`);
    return;
  }
  const fallback = option.default === undefined ? "" : ` (default: ${option.default})`;
  command.option(`${flag} <${option.value}>`, `${option.help}${fallback}`);
}

/** --no-enhance makes commander think that --enhance is given by default; only what was typed counts. */
export const explicit = (given: GivenOptions, command: Command): GivenOptions =>
  Object.fromEntries(Object.entries(given).filter(([name]) => command.getOptionValueSource(name) === "cli"));

#!/usr/bin/env node
/** The command line: registers the commands, tells errors, sets the exit status. */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { exitStatus, RoentgenError } from "../util/error.ts";
import { doctorCommand } from "./doctor.ts";
import { enhanceCommand } from "./enhance.ts";
import { evaluateCommand } from "./evaluate.ts";
import { exportCommand } from "./export.ts";
import { featuresCommand } from "./features.ts";
import { predictCommand } from "./predict.ts";
import { splitCommand } from "./split.ts";
import { errorJson, formatError, printMessage } from "./terminal.ts";
import { trainCommand } from "./train.ts";
import { weightsCommand } from "./weights.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const program = new Command("roentgen")
  .description("Trains, checks and serves chest X-ray classifiers. Research software, not a medical device.")
  .version(version)
  .option("--debug", "print the stack trace of an error")
  .showSuggestionAfterError()
  .exitOverride();
const commands = [
  trainCommand(),
  evaluateCommand(),
  predictCommand(),
  enhanceCommand(),
  splitCommand(),
  featuresCommand(),
  exportCommand(),
  weightsCommand(),
  doctorCommand(),
];
for (const command of commands) program.addCommand(inherit(program, command));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** Prints an error and returns the exit status. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.usage;
  if (program.opts().debug && error instanceof Error) printMessage(error.stack ?? error.message);
  if (error instanceof RoentgenError) {
    printMessage(process.argv.includes("--json") ? errorJson(error) : formatError(error));
    return error.exitStatus;
  }
  printMessage(`fault in roentgen: ${error instanceof Error ? error.message : String(error)} (--debug tells more)`);
  return exitStatus.fault;
}

/** Below the program, also in commands of commands, all ends and suggests as it does. */
function inherit(parent: Command, command: Command): Command {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inherit(command, below);
  return command;
}

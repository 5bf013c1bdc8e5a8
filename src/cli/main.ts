#!/usr/bin/env node
/** The command line: registers the commands, tells errors, sets the exit status. */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { exitStatus, RoentgenError } from "../util/error.ts";
import { commandsFor } from "./commands.ts";
import { interruptible } from "./interrupt.ts";
import { printError, printMessage } from "./terminal.ts";
import { commandNamed, usageError } from "./usage-error.ts";
import { requireWorkingFolder } from "./working-folder.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const example = `
Examples:
  roentgen phantoms phantoms/
  roentgen train phantoms/ --patient-from '^(p\\d+)_' --out runs/first
  roentgen predict runs/first phantoms/normal/`;

const program = new Command("roentgen")
  .description("Trains, checks and serves chest X-ray classifiers. Research software, not a medical device.")
  .version(version)
  .option("--debug", "print the stack trace of an error")
  .addHelpText("after", example)
  .showSuggestionAfterError()
  .configureOutput({ outputError: () => undefined }) // told below, as all errors are
  .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
  .exitOverride();
// who reads may stop reading: `roentgen predict ... | head`
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitStatus.done);
});
try {
  requireWorkingFolder();
  for (const command of await commandsFor(process.argv.slice(2))) program.addCommand(inherit(program, command));
  await interruptible(async () => void (await program.parseAsync()));
} catch (error) {
  process.exitCode = tell(error);
}

/** Prints an error and returns the exit status. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) return tellUsage(error);
  if (program.opts().debug && error instanceof Error) printMessage(error.stack ?? error.message);
  if (error instanceof RoentgenError) {
    printError(error);
    return error.exitStatus;
  }
  printMessage(`fault in roentgen: ${error instanceof Error ? error.message : String(error)} (--debug tells more)`);
  return exitStatus.fault;
}

/** Help that was asked for is no error; that of a command of which none of its own was named has been told. */
function tellUsage(error: CommanderError): number {
  if (error.exitCode === 0) return exitStatus.done;
  if (error.code === "commander.help") return exitStatus.usage;
  const words = process.argv.slice(2);
  const named = words.filter((word) => !word.startsWith("-"));
  printError(usageError(error, words, commandNamed(program, named)));
  return exitStatus.usage;
}

/** Below the program, also in commands of commands, all ends and suggests as it does. */
function inherit(parent: Command, command: Command): Command {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inherit(command, below);
  return command;
}

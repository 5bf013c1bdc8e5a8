/** roentgen runs: the runs at hand. */
import type { Command } from "commander";
import { runsListCommand } from "./runs-list.ts";
import { runsShowCommand } from "./runs-show.ts";

const example = `
Examples:
  roentgen runs list
  roentgen runs show runs/first
  roentgen runs show runs/first runs/second`;

export function defineRuns(command: Command): void {
  command.addHelpText("after", example);
  command.addCommand(runsListCommand());
  command.addCommand(runsShowCommand());
}

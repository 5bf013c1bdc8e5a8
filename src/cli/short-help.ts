/** The help of a command with many options: those that are common by --help, all of them by --help-all. */
import type { Command } from "commander";

/** common: names of options, as in code. Others are hidden from the short help alone: a mistyped one is still recognised. */
export function shortenHelp(command: Command, common: ReadonlySet<string>): Command {
  let isWhole = false;
  return command
    .option("--help-all", "display help with all options")
    .on("option:help-all", () => {
      isWhole = true;
      command.help();
    })
    .on("beforeHelp", () => {
      for (const option of command.options) option.hideHelp(!isWhole && !common.has(option.attributeName()));
    });
}

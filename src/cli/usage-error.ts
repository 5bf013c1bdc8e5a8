/** What commander says of a command line that it cannot parse, as an error of ours. */
import type { Command, CommanderError } from "commander";
import { RoentgenError } from "../util/error.ts";
import { nearest } from "../util/nearest.ts";
import { misnamed } from "../util/usage.ts";

/** "error: unknown option '--sed'\n(Did you mean --seed?)" in its parts. words: of the command line; command: "roentgen runs show". */
export function usageError(
  { message }: Pick<CommanderError, "message">,
  words: readonly string[],
  command: string,
): RoentgenError {
  const [, what = "", suggestion] = /^(?:error: )?(.*?)\.?(?:\n\((.*)\))?$/s.exec(message) ?? [];
  const choice = choiceError(what);
  if (choice !== null) return choice;
  return new RoentgenError("E_USAGE", what, {
    kind: "usage",
    expected: `what ${command} --help shows`,
    received: words.join(" "),
    fix: suggestion?.replace(/^D/, "d") ?? `see ${command} --help`,
  });
}

/** Of a value that is none of those that an option has; null: it is another error. */
function choiceError(what: string): RoentgenError | null {
  const [, option, received, choices] =
    /^option '(--[\w-]+)[^']*' argument '(.*)' is invalid\. Allowed choices are (.*)$/s.exec(what) ?? [];
  if (option === undefined || received === undefined || choices === undefined) return null;
  const known = choices.split(", ");
  return misnamed("E_OPTION", `${option} cannot be "${received}"`, {
    received,
    known,
    otherwise: "choose one of these",
  });
}

/** As far as the words name commands of a command: "roentgen runs show". */
export function commandNamed(command: Command, [word, ...rest]: readonly string[]): string {
  const below = command.commands.find((each) => each.name() === word);
  return below === undefined ? command.name() : `${command.name()} ${commandNamed(below, rest)}`;
}

/** A word that is nearly the name of a command, but not it; null: it is none, or no name is near. */
export function misspelt(word: string, commands: readonly string[]): RoentgenError | null {
  const meant = commands.includes(word) ? undefined : nearest(word, commands);
  if (meant === undefined) return null;
  return new RoentgenError("E_USAGE", `unknown command '${word}'`, {
    kind: "usage",
    expected: `${commands.join(", ")}, or a file`,
    received: word,
    fix: `did you mean ${meant}?`,
  });
}

/** What commander says of a command line that it cannot parse, as an error of ours. */
import type { CommanderError } from "commander";
import { RoentgenError } from "../util/error.ts";

/** "error: unknown option '--sed'\n(Did you mean --seed?)" in its parts. */
export function usageError({ message }: CommanderError, words: readonly string[]): RoentgenError {
  const [, what, suggestion] = /^(?:error: )?(.*?)(?:\n\((.*)\))?$/s.exec(message)!; // matches every text
  return new RoentgenError("E_USAGE", what!.replace(/\.$/, ""), {
    kind: "usage",
    expected: "what --help shows",
    received: words.join(" "),
    fix: suggestion ?? "see --help",
  });
}

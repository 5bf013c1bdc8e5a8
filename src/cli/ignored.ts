/** What a command passes over in its data: a line for each reason, however many files there are; all names are printed with --json. */
import type { Ignored } from "../dataset/index.ts";
import { firstFew } from "../util/first-few.ts";
import { groupBy } from "../util/group.ts";
import { printJson } from "./json-lines.ts";
import { isQuiet } from "./options.ts";
import { printMessage } from "./terminal.ts";

/** Named of many. */
const EXAMPLES = 3;

/** Reasons that have a plural of their own; the others are said of each. */
const OF_MANY: Readonly<Record<string, string>> = {
  hidden: "hidden files",
  "a mask": "masks",
  "not an image": "no images",
  "unknown column": "unknown columns",
};

export const ignoredLines = (ignored: readonly Ignored[]): string[] =>
  [...groupBy(ignored, ({ reason }) => reason)].flatMap(([reason, group]) => {
    const names = group.map(({ name }) => name);
    const fix = group[0]?.fix;
    return [lineOf(reason, names), ...(fix === undefined ? [] : [`  ${fix}`])];
  });

/** "ignored COVID/notes.txt: not an image"; "ignored 3616 files, masks: COVID/masks/1.png, ..., and 3613 more (--json names all)" */
function lineOf(reason: string, names: readonly string[]): string {
  if (names.length === 1) return `ignored ${names[0]}: ${reason}`;
  const what = OF_MANY[reason] ?? `each ${reason}`;
  const count = reason === "unknown column" ? what : `files, ${what}`;
  const all = names.length > EXAMPLES ? " (--json names all)" : "";
  return `ignored ${names.length} ${count}: ${firstFew(names, EXAMPLES)}${all}`;
}

/** For a command that prints a result. */
export function tellIgnored(
  ignored: readonly Ignored[],
  options: { readonly json?: boolean; readonly quiet?: boolean },
): void {
  if (ignored.length === 0) return;
  if (options.json) printJson("passed-over", { ignored });
  else if (!isQuiet(options)) for (const line of ignoredLines(ignored)) printMessage(line);
}

/** roentgen cache: the features that runs have kept, looked at and removed. */

import type { Command } from "commander";
import { featureShelf } from "../experiment/index.ts";
import { clearShelf, type ShelvedSet, shelvedSets } from "../training/index.ts";
import { formatBytes } from "../util/byte-size.ts";
import type { RoentgenError } from "../util/error.ts";
import { numeric } from "../util/numeric.ts";
import { optionError } from "../util/usage.ts";
import { printJson } from "./json-lines.ts";
import { parseOption } from "./options.ts";
import { formatTable } from "./table.ts";
import { printMessage, printResult } from "./terminal.ts";

interface ClearOptions {
  readonly all?: boolean;
  readonly olderThan?: string;
  readonly json?: boolean;
}

const example = `
The features lie in ROENTGEN_CACHE, else in the system's folder for caches; ROENTGEN_CACHE_LIMIT (10GB) is their most.

Examples:
  roentgen cache list
  roentgen cache clear --older-than 30`;

const listExample = `
Example:
  roentgen cache list --json`;

const clearExample = `
Examples:
  roentgen cache clear --older-than 30
  roentgen cache clear --all`;

const DAY = 24 * 60 * 60 * 1000;

export function defineCache(command: Command): void {
  command.addHelpText("after", example);
  command
    .command("list")
    .description("what is kept: network, image size, features, bytes, when it was last used")
    .option("--json", "print JSON")
    .addHelpText("after", listExample)
    .action(list);
  command
    .command("clear")
    .description("remove what has not been used for a while, or all")
    .option("--older-than <days>", "what has not been used for so many days")
    .option("--all", "everything")
    .option("--json", "print JSON")
    .addHelpText("after", clearExample)
    .action(clear);
}

function list({ json }: { readonly json?: boolean }): void {
  const { folder, limit } = featureShelf();
  const sets = shelvedSets(folder);
  const bytes = sets.reduce((sum, set) => sum + set.bytes, 0);
  if (json) {
    for (const { lastUsed, ...set } of sets)
      printJson("cached-features", { ...set, lastUsed: new Date(lastUsed).toISOString() });
    return;
  }
  if (sets.length > 0) printResult(formatTable([HEADER, ...sets.map(rowOf)]));
  printMessage(`${formatBytes(bytes)} of at most ${formatBytes(limit)} in ${folder}`);
}

const HEADER = ["set", "network", "image size", "features", "size", "last used"];

function rowOf({ name, set, features, bytes, lastUsed }: ShelvedSet): string[] {
  const used = new Date(lastUsed).toISOString().slice(0, 16).replace("T", " ");
  return [name, set?.network ?? "unknown", String(set?.imageSize ?? ""), String(features), formatBytes(bytes), used];
}

function clear({ all = false, olderThan, json }: ClearOptions): void {
  if (all === (olderThan !== undefined)) throw whatToClear(all);
  const usedBefore = olderThan === undefined ? Number.POSITIVE_INFINITY : Date.now() - daysOf(olderThan) * DAY;
  const { folder } = featureShelf();
  const bytes = clearShelf(folder, usedBefore);
  if (json) printJson("cache-cleared", { folder, removedBytes: bytes });
  else printResult(`removed ${formatBytes(bytes)}`);
}

const daysOf = (text: string): number =>
  parseOption(
    "--older-than",
    text,
    numeric.refine((days) => days >= 0),
    "a number of days",
  );

function whatToClear(all: boolean): RoentgenError {
  return optionError("what is to be removed must be said, once", {
    expected: "--all, or --older-than DAYS",
    received: all ? "both" : "neither",
    fix: "give one of them; roentgen cache list shows what there is",
  });
}

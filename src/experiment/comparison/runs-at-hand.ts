/** Runs that somebody names become the rows of a comparison: told apart by name, and by the options in which they differ. */
import { resolve } from "node:path";
import { type Comparison, configSchema, type RunConfig, readJson, runFolder } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { kebabCase } from "../options.ts";
import { compareRuns, type RowOfRuns } from "./compare-runs.ts";

export interface RunsAtHand {
  /** As they were named. */
  readonly folders: readonly string[];
  /** undefined: test where each is a cross-validation, or a run of one; else validation. */
  readonly part: "validation" | "test" | undefined;
}

/** Throws E_USAGE for fewer than two, and what compareRuns throws. */
export async function compareRunsAtHand({ folders, part }: RunsAtHand): Promise<Comparison> {
  if (folders.length < 2) throw tooFew(folders);
  const configs = await Promise.all(folders.map((folder) => readJson(runFolder(folder).config, configSchema)));
  const columns = differing(configs);
  const names = namesOf(folders.map((folder) => resolve(folder)));
  const rows = folders.map(
    (folder, i): RowOfRuns => ({ values: { run: names[i]!, ...valuesOf(configs[i]!, columns) }, runs: [folder] }),
  );
  const inFolds = configs.every(({ options }) => options.folds !== undefined);
  const chosen = part ?? (inFolds ? "test" : "validation");
  return compareRuns(rows, { title: "Runs side by side", data: null, part: chosen, missing: [] });
}

/** The last parts of their absolute paths, as many as tell them apart. */
function namesOf(folders: readonly string[]): string[] {
  const parts = folders.map((folder) => folder.split(/[\\/]/).filter((part) => part !== ""));
  const longest = Math.max(...parts.map(({ length }) => length));
  for (let length = 1; length < longest; length++) {
    const names = parts.map((each) => each.slice(-length).join("/"));
    if (new Set(names).size === names.length) return names;
  }
  return parts.map((each) => each.join("/"));
}

/** Options that say nothing of a model, or are told otherwise. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  "threads",
  "cache",
  "offline",
  "fold",
  "folds",
  "microBatch",
  "device",
]);

/** Names of options in which not all runs are the same. */
function differing(configs: readonly RunConfig[]): string[] {
  const names = [...new Set(configs.flatMap(({ options }) => Object.keys(options)))];
  const isDifferent = (name: string): boolean =>
    new Set(configs.map(({ options }) => JSON.stringify(options[name]))).size > 1;
  return names.filter((name) => !PASSED_OVER.has(name) && isDifferent(name));
}

const valuesOf = ({ options }: RunConfig, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [kebabCase(name), textOf(options[name])]));

function textOf(value: unknown): string {
  if (value === undefined) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

const tooFew = (folders: readonly string[]): RoentgenError =>
  new RoentgenError("E_USAGE", "there is nothing to compare", {
    kind: "usage",
    expected: "the folders of two runs or more",
    received: folders.join(", ") || "none",
    fix: "name another run; roentgen runs list shows those at hand",
  });

/** Runs that somebody names become the rows of a comparison: told apart by name, and by the options in which they differ. */
import { basename, join } from "node:path";
import type { Comparison } from "../../run/index.ts";
import { configSchema, findRuns, type RunConfig, readJson, runFolder } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { exists } from "../../util/exists.ts";
import { kebabCase } from "../options.ts";
import { compareRuns, type RowOfRuns } from "./compare-runs.ts";

export interface RunsAtHand {
  /** Folders of runs; that of a cross-validation is one row of all its folds. */
  readonly folders: readonly string[];
  /** undefined: test where each run is one of cross-validation, else validation. */
  readonly part: "validation" | "test" | undefined;
}

/** Throws E_USAGE for fewer than two, and what compareRuns throws. */
export async function compareRunsAtHand({ folders, part }: RunsAtHand): Promise<Comparison> {
  if (folders.length < 2) throw tooFew(folders);
  const read = await Promise.all(folders.map(readRow));
  const allInFolds = read.every(({ inFolds }) => inFolds);
  const columns = differing(read.map(({ config }) => config));
  const rows = read.map(
    ({ name, config, runs }): RowOfRuns => ({ values: { run: name, ...valuesOf(config, columns) }, runs }),
  );
  const chosen = part ?? (allInFolds ? "test" : "validation");
  return compareRuns(rows, { title: "Runs side by side", data: null, part: chosen, missing: [] });
}

interface ReadRow {
  readonly name: string;
  readonly config: RunConfig;
  readonly runs: readonly string[];
  readonly inFolds: boolean;
}

async function readRow(folder: string): Promise<ReadRow> {
  const members = join(folder, "folds");
  const runs = (await exists(members)) ? await findRuns(members) : [folder];
  const config = await readJson(runFolder(runs[0] ?? folder).config, configSchema);
  return { name: basename(folder), config, runs, inFolds: config.options.folds !== undefined };
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

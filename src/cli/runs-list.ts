/** roentgen runs list [FOLDER]: a row for each run. */

import { basename, relative } from "node:path";
import { Command } from "commander";
import { type EpochPlace, findRuns, judgedBy, type RunSummary, summarizeRun } from "../run/index.ts";
import { exists } from "../util/exists.ts";
import { figureText, intervalText } from "./figure-text.ts";
import { type JsonLines, printJson } from "./json-lines.ts";
import { formatTable } from "./table.ts";
import { printMessage, printResult } from "./terminal.ts";

const example = `
Examples:
  roentgen runs list
  roentgen runs list experiments/ --json`;

export function runsListCommand(): Command {
  return new Command("list")
    .description(
      "the runs in a folder and in its experiments: what each is, where it stands, and its accuracy, on the test part once that was opened",
    )
    .argument("[folder]", `where they lie (default: ${RUNS})`)
    .option("--json", "print a JSON object for each run")
    .addHelpText("after", example)
    .action(list);
}

/** Where runs go that are given no other place: before the first one it is not there. */
const RUNS = "runs";

async function list(given: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const folder = given ?? RUNS;
  const runs = given !== undefined || (await exists(RUNS)) ? await findRuns(folder) : [];
  const summaries = await Promise.all(runs.map(summarizeRun));
  if (json) for (const summary of summaries) printJson("run", asJson(summary));
  else if (summaries.length === 0) printMessage(`no runs in ${folder}`);
  else printResult(formatTable([HEADER, ...summaries.map((each) => row(each, folder))]));
}

function asJson(summary: RunSummary): JsonLines["run"] {
  const { folder, standing, config, openings } = summary;
  const nothing = { network: null, task: null, recipe: null, seed: null, created: null };
  const { network, task, recipe, seed, created } = config ?? nothing;
  const known = judgedBy(summary);
  const judged = { accuracy: known?.figures.accuracy ?? null, part: known?.part ?? null };
  return { folder, standing, network, task, recipe, seed, created, ...judged, openings };
}

const HEADER = ["run", "network", "task", "recipe", "state", "accuracy", "95 % interval", "of", "openings", "made"];

/** where: runs were looked for, and are named from. */
function row(summary: RunSummary, where: string): string[] {
  const { folder, config, openings } = summary;
  const known = judgedBy(summary);
  const accuracy = known?.figures.accuracy ?? null;
  return [
    relative(where, folder) || basename(folder),
    config?.network ?? "-",
    config?.task ?? "-",
    config?.recipe ?? "-",
    formatStanding(summary),
    figureText(accuracy),
    intervalText(accuracy),
    known?.part ?? "-",
    openings === null ? "-" : String(openings),
    config?.created.slice(0, 10) ?? "-",
  ];
}

/** "stopped after epoch 3 (fine-tuning)" */
export function formatStanding({ standing, history }: Pick<RunSummary, "standing" | "history">): string {
  if (standing.kind === "damaged") return `damaged (${standing.problem})`;
  if (standing.kind === "finished") return "finished";
  const place = formatPlace(standing.at, history.at(-1));
  return standing.kind === "stopped"
    ? `stopped ${place}`
    : `running ${place}, process ${standing.pid} on ${standing.host}`;
}

/** last: the row that the history ends with. Its checkpoint may have been lost since. */
function formatPlace(at: EpochPlace | null, last: EpochPlace | undefined): string {
  if (at !== null) return after(at);
  return last === undefined ? "before the first checkpoint" : `${after(last)}, without a checkpoint`;
}

const after = ({ phase, epoch }: EpochPlace): string => `after epoch ${epoch} (${phase})`;

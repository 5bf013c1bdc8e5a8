/** roentgen runs show RUN [RUN2]: one run in short; or in what two differ. */

import { Command } from "commander";
import { resumeCommand } from "../experiment/index.ts";
import {
  CLASS_FIGURE_NAMES,
  type ClassFigure,
  type ConfigDifference,
  configDifferences,
  type HistoryRow,
  judgedBy,
  knownBy,
  type PartMetrics,
  type RunConfig,
  type RunSummary,
  requireRun,
  shownFigures,
  summarizeRun,
} from "../run/index.ts";
import type { Figure } from "../statistics/index.ts";
import { RoentgenError } from "../util/error.ts";
import { figureText, intervalText } from "./figure-text.ts";
import { formatFolds } from "./folds.ts";
import { printJson } from "./json-lines.ts";
import { formatMetrics } from "./metrics.ts";
import { formatSeconds } from "./progress.ts";
import { formatStanding } from "./runs-list.ts";
import { formatTable } from "./table.ts";
import { printResult } from "./terminal.ts";

const example = `
Examples:
  roentgen runs show runs/first
  roentgen runs show runs/first runs/second --json`;

export function runsShowCommand(): Command {
  return new Command("show")
    .description("a run's options, history, figures and where it stands; of two runs, what differs")
    .argument("<run>", "the folder of a run")
    .argument("[other]", "the folder of another")
    .option("--json", "print JSON")
    .addHelpText("after", example)
    .action(show);
}

/** A run that can be told something of. */
type Known = RunSummary & { readonly config: RunConfig };

async function show(folder: string, second: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const one = await known(folder);
  if (second === undefined) {
    if (json) printJson("run-details", one);
    else printResult(formatRun(one));
    return;
  }
  const other = await known(second);
  const differences = configDifferences(one.config, other.config);
  const judged = judgedAlike(one, other);
  if (json) {
    const parts = { one: judged[0]?.part ?? null, other: judged[1]?.part ?? null };
    printJson("run-differences", { one: folder, other: second, differences, parts, figures: figurePairs(judged) });
  } else printResult(formatComparison([one, other], differences, judged));
}

async function known(folder: string): Promise<Known> {
  await requireRun(folder);
  const { config, ...summary } = await summarizeRun(folder);
  if (config !== null) return { config, ...summary };
  throw new RoentgenError("E_RUN_FILE", "this cannot be read as a run", {
    where: folder,
    expected: "the folder of a run",
    received: formatStanding(summary),
    fix: "bring the file back from a copy; roentgen runs list shows the other runs",
  });
}

function formatRun(run: Known): string {
  const { folder, standing, config, history, metrics, openings } = run;
  const goOn = standing.kind === "stopped" ? `; go on by: ${resumeCommand(folder)}` : "";
  const judged = knownBy(run);
  const opened = judged?.part === "validation" ? metrics?.test[0] : undefined;
  return [
    formatTable([
      ["run", folder],
      ["state", `${formatStanding({ standing, history })}${goOn}`],
      ["made", `${config.created} on ${config.machine.processor}, ${config.machine.cores} cores`],
      ["data", config.data.root],
      ["classes", config.names.join(", ")],
      ["test part", openings === null ? NO_TEST_PART : formatOpenings(openings)],
    ]),
    formatTable([["option", "value"], ...settingsOf(config)]),
    ...(history.length === 0 ? [] : [formatHistory(history)]),
    ...(judged === null ? [] : [formatMetrics(judged.figures, judged.part)]),
    ...(metrics?.outOfFold === undefined ? [] : [formatFolds(metrics.outOfFold.folds)]),
    ...(opened === undefined ? [] : [formatMetrics(opened.metrics, "test")]),
  ].join("\n\n");
}

const NO_TEST_PART = "none: each image is judged out of fold, by the model that has not seen it";

function formatOpenings(openings: number): string {
  if (openings === 0) return "sealed";
  return openings === 1 ? "opened once" : `opened ${openings} times`;
}

/** Several classes have no operating point. What a run decided for itself stands behind what it was told. */
const settingsOf = ({ options, decided, positive }: RunConfig): string[][] =>
  [
    ...Object.entries(options).filter(([name]) => positive !== null || name !== "operatingPoint"),
    ...Object.entries(decided).map(([name, value]) => [`decided: ${name}`, value] as const),
  ].map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);

/** A row for each phase. */
function formatHistory(history: readonly HistoryRow[]): string {
  const phases = [...new Set(history.map(({ phase }) => phase))];
  const rows = phases.map((phase) => {
    const epochs = history.filter((row) => row.phase === phase);
    const best = epochs.reduce((most, row) => (row.validationAccuracy > most.validationAccuracy ? row : most));
    const [first, last] = [epochs[0]!, epochs.at(-1)!];
    const seconds = epochs.reduce((sum, row) => sum + row.seconds, 0);
    return [
      phase,
      String(epochs.length),
      `${first.loss.toFixed(4)} to ${last.loss.toFixed(4)}`,
      `${best.validationAccuracy.toFixed(4)} in epoch ${best.epoch}`,
      String(Number(last.learningRate.toPrecision(3))),
      formatSeconds(seconds),
    ];
  });
  return formatTable([["phase", "epochs", "loss", "best validation accuracy", "last rate", "time"], ...rows]);
}

interface FigurePair {
  readonly name: string;
  readonly one: Figure | null;
  readonly other: Figure | null;
}

/** Of each run what it was judged on: test parts (or figures out of fold) where both have them, else what runs are known by. */
function judgedAlike(one: Judged, other: Judged): readonly [ReturnType<typeof judgedBy>, ReturnType<typeof judgedBy>] {
  const unseen = [judgedBy(one), judgedBy(other)] as const;
  const areUnseen = unseen.every((judged) => judged !== null && judged.part !== "validation");
  return areUnseen ? unseen : [knownBy(one), knownBy(other)];
}

type Judged = Pick<RunSummary, "config" | "metrics">;
type JudgedOn = ReturnType<typeof judgedAlike>;

/** Accuracy, and in a binary task the positive class' figures, else the means over the classes. */
function figurePairs([one, other]: JudgedOn): FigurePair[] {
  const [mine, theirs] = [figuresOf(one), figuresOf(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].map((name) => ({
    name,
    one: mine.get(name) ?? null,
    other: theirs.get(name) ?? null,
  }));
}

function figuresOf(judged: JudgedOn[number]): Map<string, Figure> {
  if (judged === null) return new Map();
  return new Map([["accuracy", judged.figures.accuracy], ...shownOf(judged.figures)]);
}

function shownOf(metrics: PartMetrics): [string, Figure][] {
  const shown = shownFigures(metrics);
  return (Object.keys(metrics.macro) as ClassFigure[]).map((figure) => [CLASS_FIGURE_NAMES[figure], shown[figure]]); // of the schema
}

function formatComparison(
  runs: readonly [Known, Known],
  differences: readonly ConfigDifference[],
  judged: JudgedOn,
): string {
  const header = ["", ...runs.map(({ folder }) => folder)];
  const states = ["state", ...runs.map(formatStanding)];
  const made = differences.map((each) => [each.name, each.one ?? "-", each.other ?? "-"]);
  const cell = (figure: Figure | null): string => `${figureText(figure)}  ${intervalText(figure)}`.trimEnd();
  const figures = figurePairs(judged).map((each) => [each.name, cell(each.one), cell(each.other)]);
  return [
    formatTable([header, states, ...made]),
    ...(made.length === 0 ? ["made alike"] : []),
    ...(figures.length === 0 ? [] : [formatTable([["", ...judged.map((each) => each?.part ?? "")], ...figures])]),
  ].join("\n\n");
}

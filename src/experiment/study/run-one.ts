/** One run of an experiment, from where it stands to its figures: begun, gone on with, or already there; then judged on its test part, if asked. */
import { rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { readJudged, runFolder, summarizeRun } from "../../run/index.ts";
import { exitStatus } from "../../util/error.ts";
import { exists } from "../../util/exists.ts";
import type { Option } from "../options/option.ts";
import { type GivenOptions, kebabCase, type TrainOptionName, trainOptions } from "../options.ts";
import type { JudgedPart, PlannedRun } from "./plan.ts";
import { type Outcome, runProcess } from "./run-process.ts";
import { type RunState, stateAfter } from "./run-state.ts";
import { runPath, type StudyFolder } from "./study-folder.ts";

export interface Circumstances {
  readonly study: StudyFolder;
  /** DATA, to be found from this process' folder. */
  readonly data: string;
  readonly judge: JudgedPart;
  readonly reason: string | null;
  readonly threads: number;
  /** Options over those of every run, from now on; they change no result. */
  readonly over: GivenOptions;
  readonly signal: AbortSignal;
}

/** How often another process is looked for that still works on the run. */
const LOOK_AGAIN_MS = 500;

/** Tells each state; the last one it gives, too. */
export async function runOne(
  run: PlannedRun,
  circumstances: Circumstances,
  tell: (state: RunState) => void,
): Promise<RunState> {
  const { signal, judge } = circumstances;
  const folder = runPath(circumstances.study, run);
  await untilFree(folder, signal);
  if (signal.aborted) return ended({ kind: "stopped" }, tell);
  const trained = await train(run, folder, circumstances, tell);
  if (trained.kind !== "done") return ended(stateOf(trained), tell);
  const judged = judge === "test" ? await judgeOnTest(folder, circumstances, tell) : trained;
  return ended(
    judged.kind === "done" ? { kind: "finished", accuracy: await accuracyOf(folder, judge) } : stateOf(judged),
    tell,
  );
}

function ended(state: RunState, tell: (state: RunState) => void): RunState {
  tell(state);
  return state;
}

function stateOf(outcome: Exclude<Outcome, { kind: "done" }>): RunState {
  return outcome.kind === "interrupted" ? { kind: "stopped" } : { kind: "failed", failure: outcome.failure };
}

/** A process that was left behind when the experiment was killed ends at its next event. */
async function untilFree(folder: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await exists(folder)) && (await summarizeRun(folder)).standing.kind === "running")
    await pause(LOOK_AGAIN_MS);
}

async function train(
  run: PlannedRun,
  folder: string,
  { study, data, threads, over, signal }: Circumstances,
  tell: (state: RunState) => void,
): Promise<Outcome> {
  const { config } = runFolder(folder);
  const isBegun = await exists(config);
  const standing = isBegun ? (await summarizeRun(folder)).standing : null;
  if (standing?.kind === "finished") return { kind: "done" };
  if (standing?.kind === "damaged") return damaged(standing.problem, folder);
  if (!isBegun) await rm(folder, { recursive: true, force: true }); // killed before it had written its options
  let state: RunState = { kind: "starting" };
  tell(state);
  const onEvent = (event: unknown): void => {
    const next = stateAfter(state, event);
    if (next === state) return;
    state = next;
    tell(state);
  };
  const words = isBegun
    ? ["train", "--resume", folder, ...flagsOf(over)]
    : ["train", data, "--out", folder, "--threads", String(threads), ...flagsOf({ ...run.options, ...over })];
  return runProcess(words, { environment: { ROENTGEN_IMAGES: study.images }, signal, onEvent });
}

const damaged = (problem: string, folder: string): Outcome => ({
  kind: "failed",
  failure: {
    status: exitStatus.data,
    code: "E_RUN_FILE",
    message: problem,
    fix: `bring the file back from a copy, or remove ${folder}`,
  },
});

/** As on the command line: --image-size 64 --no-enhance. */
const flagsOf = (options: GivenOptions): string[] =>
  Object.entries(options).flatMap(([key, value]) => {
    const name = key as TrainOptionName; // the keys of GivenOptions
    const option: Option<unknown> = trainOptions[name];
    if (option.value !== null) return [`--${kebabCase(name)}`, String(value)];
    if (value === true) return [`--${kebabCase(name)}`];
    return option.off === undefined ? [] : [`--no-${kebabCase(name)}`];
  });

/** Once: a part that has figures is not opened again. */
async function judgeOnTest(
  folder: string,
  { reason, threads, signal }: Circumstances,
  tell: (state: RunState) => void,
): Promise<Outcome> {
  const run = runFolder(folder);
  const { metrics } = await readJudged(run);
  if (metrics.test.length > 0 && (await exists(run.predictions.test))) return { kind: "done" };
  tell({ kind: "judging" });
  const words = ["evaluate", folder, "--test", "--reason", reason ?? "", "--threads", String(threads)];
  return runProcess(words, { environment: {}, signal, onEvent() {} });
}

async function accuracyOf(folder: string, judge: JudgedPart): Promise<number | null> {
  const { validation, test } = (await readJudged(runFolder(folder))).metrics;
  return (judge === "test" ? test[0]?.metrics : validation)?.accuracy.estimate ?? null;
}

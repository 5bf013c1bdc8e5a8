/**
 * The runs of an experiment, each in a process of its own, several side by side; begun again, they go on where they were left, and what they give
 * is what they would have given undisturbed. Runs that fail are kept apart.
 */
import { setMaxListeners } from "node:events";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve as absolute } from "node:path";
import { networkNamed } from "../../networks/index.ts";
import { makeFolder } from "../../util/folder.ts";
import { isEncoder, OR_A_FILE } from "../base/choose-base.ts";
import { requireEncoder } from "../base/encoder-file.ts";
import { requireStart } from "../base/start-values.ts";
import { requireWeightsOfClasses } from "../class-weights.ts";
import { listMaterial, placed } from "../material.ts";
import type { GivenOptions, TrainOptions } from "../options.ts";
import { parseTrainOptions } from "../parse-options.ts";
import { viewsOf } from "../recipe.ts";
import { requireTogether } from "../together.ts";
import type { Experiment, PlannedRun } from "./plan.ts";
import { type HashingEvent, requireEveryFold } from "./require-every-fold.ts";
import { type Circumstances, runOne } from "./run-one.ts";
import type { Failure } from "./run-process.ts";
import type { RunState } from "./run-state.ts";
import { type Job, runJobs } from "./schedule.ts";
import { type StudyFolder, studyFolder } from "./study-folder.ts";
import { keepRecord, newRuns, recordedRun, unbegunRuns } from "./study-record.ts";

/** What is to be done. */
export interface PlannedWork extends Pick<Experiment, "data" | "judge" | "reason"> {
  readonly runs: readonly PlannedRun[];
}

/** Where it is done, and with how much of the machine. */
export interface Place {
  /** Of the experiment, or of the cross-validation. */
  readonly folder: string;
  /** Runs side by side; undefined: as many as have four threads each. */
  readonly workers: number | undefined;
  /** Of the processor, for all workers together; undefined: all. */
  readonly threads: number | undefined;
  /** Options over those of every run, which change no result; default: none. */
  readonly over?: GivenOptions;
}

export type StudyEvent =
  /** Before it begins, where there are folds. */
  | HashingEvent
  | {
      readonly type: "experiment";
      readonly folder: string;
      readonly runs: readonly PlannedRun[];
      readonly workers: number;
      readonly threads: number;
    }
  | { readonly type: "state"; readonly run: string; readonly state: RunState };

export interface FailedRun {
  readonly run: string;
  readonly failure: Failure;
}

/** How the runs ended. */
export interface WorkedThrough {
  readonly study: StudyFolder;
  /** In the order of the plan. */
  readonly finished: readonly PlannedRun[];
  readonly failed: readonly FailedRun[];
  /** Interrupted, or never begun. */
  readonly unfinished: readonly PlannedRun[];
}

const THREADS_OF_A_RUN = 4;

/** Throws what the plan, the options or the data do not allow, before anything is begun. */
export async function workThrough(
  work: PlannedWork,
  place: Place,
  emit: (event: StudyEvent) => void,
  signal: AbortSignal,
): Promise<WorkedThrough> {
  const { data, judge, reason } = work;
  await requireUsable(data, work.runs);
  const study = studyFolder(place.folder);
  await requireSources(await unbegunRuns(study, work.runs));
  await requireEveryFold(data, await newRuns(study, work.runs), emit, signal);
  const { runs, workers, threads } = await begin(study, work, place);
  emit({ type: "experiment", folder: study.folder, runs, workers, threads });
  const states = await runThem(
    runs,
    workers,
    { study, data, judge, reason, threads, over: place.over ?? {}, signal },
    emit,
  );
  const ended = outcomeOf(study, runs, states);
  if (ended.unfinished.length === 0) await rm(study.images, { recursive: true, force: true });
  return ended;
}

/** Options that do not fit, and networks, classes and tables that are not there, are told now and not by every run. */
async function requireUsable(data: string, runs: readonly PlannedRun[]): Promise<void> {
  const seen = new Set<string>();
  for (const run of runs) {
    const options = parseTrainOptions(run.options);
    const { network, task, classes, classWeights, patientFrom, recipe, split } = options;
    if (!isEncoder(network)) networkNamed(network, OR_A_FILE);
    requireTogether(options);
    const key = JSON.stringify([task, classes, classWeights, patientFrom, recipe, split]);
    if (!seen.has(key)) await requireListed(data, options);
    seen.add(key);
  }
}

async function requireListed(data: string, options: TrainOptions): Promise<void> {
  const { dataset, labelling } = await listMaterial(data, options, () => {});
  requireWeightsOfClasses(options.classWeights, labelling.names);
  await placed(dataset, options);
}

/** Encoders and weights that runs would begin from: those that are past it need none. */
async function requireSources(runs: readonly PlannedRun[]): Promise<void> {
  for (const run of runs) {
    const { network, weights } = parseTrainOptions(run.options);
    if (isEncoder(network)) requireEncoder(network);
    else if (weights !== undefined) await requireStart(weights);
  }
}

/** The runs under the names of their folders. */
async function begin(
  study: StudyFolder,
  { data, judge, reason, runs }: PlannedWork,
  place: Place,
): Promise<{ runs: readonly PlannedRun[]; workers: number; threads: number }> {
  const all = place.threads ?? availableParallelism();
  const workers = Math.min(place.workers ?? Math.max(1, Math.floor(all / THREADS_OF_A_RUN)), runs.length);
  await makeFolder(study.runs);
  const asked = {
    version: 1 as const,
    data: absolute(data),
    judge,
    reason,
    threads: Math.max(1, Math.floor(all / workers)),
    runs: runs.map(recordedRun),
  };
  const record = await keepRecord(study, asked);
  return { runs: record.runs, workers, threads: record.threads };
}

/** The state that each run ended in; one that was never begun is not in it. */
async function runThem(
  runs: readonly PlannedRun[],
  workers: number,
  circumstances: Circumstances,
  emit: (event: StudyEvent) => void,
): Promise<Map<string, RunState>> {
  const states = new Map<string, RunState>();
  const jobs = runs.map((run) => ({
    ...sharedOf(parseTrainOptions(run.options)),
    async work(shared: Parameters<Job["work"]>[0]): Promise<void> {
      const tell = (state: RunState): void => {
        emit({ type: "state", run: run.name, state });
        if (state.kind !== "training") return;
        shared.images();
        if (state.phase !== "frozen") shared.features();
      };
      states.set(run.name, await runOne(run, circumstances, tell));
    },
  }));
  setMaxListeners(workers + 1, circumstances.signal); // each process listens
  await runJobs(jobs, workers, circumstances.signal);
  return states;
}

/** By what runs share images and features that one of them computes. */
const sharedOf = (options: TrainOptions): Pick<Job, "images" | "features"> => ({
  images: imagesOf(options),
  features: featuresOf(options),
});

/** Options that decide how images are prepared, before the network's own size is known. */
const imagesOf = ({ network, imageSize, enhance, grey, recipe }: TrainOptions): string =>
  JSON.stringify([network, imageSize, enhance, grey, recipe]);

/** Options that decide what the frozen phase computes of an image; null: nothing that is kept. */
function featuresOf(options: TrainOptions): string | null {
  const { cache, epochs, recipe, network, weights, imageSize, scaling, enhance, grey, seed, threads } = options;
  if (!cache || epochs === 0 || viewsOf(options) === "fresh") return null;
  const { augmentFlip, augmentTurn, augmentCrop, augmentBrightness, augmentContrast, features, pooling } = options;
  const base = [network, weights, imageSize, scaling, enhance, grey, recipe, features, pooling, threads];
  const draws = [seed, augmentFlip, augmentTurn, augmentCrop, augmentBrightness, augmentContrast];
  return JSON.stringify([...base, ...draws]);
}

function outcomeOf(
  study: StudyFolder,
  runs: readonly PlannedRun[],
  states: ReadonlyMap<string, RunState>,
): WorkedThrough {
  const stateOf = ({ name }: PlannedRun): RunState => states.get(name) ?? { kind: "waiting" };
  const failed = runs.flatMap((run): FailedRun[] => {
    const state = stateOf(run);
    return state.kind === "failed" ? [{ run: run.name, failure: state.failure }] : [];
  });
  const finished = runs.filter((run) => stateOf(run).kind === "finished");
  const unfinished = runs.filter((run) => !["finished", "failed"].includes(stateOf(run).kind));
  return { study, finished, failed, unfinished };
}

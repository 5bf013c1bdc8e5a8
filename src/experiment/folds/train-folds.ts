/**
 * Cross-validation as one run: a run for each fold, judged on the images that were held out, then the ensemble of their models. Its figures are
 * those of the members, each image by the one that has never seen it: the ensemble itself has seen all images, and is judged by other data only.
 *
 * Its folder: experiment.json, runs/fold-0 and so on (run folders), and of the whole what any run has: config.json, manifest.csv (every image
 * with its fold; its part is train, since it trains in other folds), predictions/out-of-fold.csv, metrics.json and model.onnx. It has no test part,
 * and no ledger: each fold's run has its own.
 */
import { resolve as absolute } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Requirement, requireKnownClasses } from "../../evaluation/index.ts";
import { newRunName, type OutOfFold, RUNS, requirePlace, runFolder, whileLocked } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { exists } from "../../util/exists.ts";
import { optionError } from "../../util/usage.ts";
import { listMaterial } from "../material.ts";
import type { GivenOptions, TrainOptions } from "../options.ts";
import { freeAmong, optionsAgain, parseTrainOptions } from "../parse-options.ts";
import { writeReport } from "../report/write-report.ts";
import { type PlannedRun, plannedRuns } from "../study/plan.ts";
import { requireAllRuns } from "../study/run-failures.ts";
import { runPath, studyFolder } from "../study/study-folder.ts";
import { readRecord, type StudyRecord } from "../study/study-record.ts";
import { type Place, type PlannedWork, type StudyEvent, workThrough } from "../study/work-through.ts";
import { requireTogether } from "../together.ts";
import { resumeCommand } from "../way-on.ts";
import { concludeFolds, finishedFolds } from "./conclude-folds.ts";

export interface FoldsRequest {
  readonly data: string;
  /** With folds, without fold. */
  readonly given: GivenOptions;
  /** The folder; null: a new one under runs/. */
  readonly out: string | null;
  readonly created: Date;
  readonly workers: number | undefined;
  readonly requirements: readonly Requirement[];
}

export interface FinishedFolds {
  readonly folder: string;
  /** Each image by the member that has not seen it, and the folds. */
  readonly outOfFold: OutOfFold;
}

type Emit = (event: StudyEvent) => void;

/** Throws E_RUNS_FAILED where a fold fails, E_INTERRUPTED, and what workThrough throws. */
export async function trainFolds(request: FoldsRequest, emit: Emit, signal: AbortSignal): Promise<FinishedFolds> {
  const { data, given, out, created, workers } = request;
  const parsed = parseTrainOptions(given);
  const { network, task, folds = null, threads } = parsed;
  requireTogether(parsed);
  await requirePlace(out);
  await requireClasses(data, parsed, request.requirements);
  const name = `${task}-${folds}-folds`;
  const folder = out ?? (await newRunName(RUNS, created.toISOString().slice(0, 10), network, name));
  const { threads: _, folds: __, ...options } = given;
  const runs = plannedRuns({ options: new Map(entriesOf(options)), variants: NONE, folds });
  const work: PlannedWork = { data, judge: "test", reason: `cross-validation, ${folds} folds`, runs };
  return goThrough(work, { folder, workers, threads }, emit, signal);
}

const NONE = { column: "variant", options: new Map<string, GivenOptions>() };

const entriesOf = (options: GivenOptions) =>
  (Object.keys(options) as (keyof GivenOptions)[]).map((name) => [name, [options[name]]] as const); // the keys of the type

/** Whether a folder is that of a cross-validation, begun or finished. */
export const isInFolds = (folder: string): Promise<boolean> => exists(studyFolder(folder).experiment);

export interface ResumedFolds extends Pick<FoldsRequest, "given" | "workers" | "requirements"> {
  readonly folder: string;
  /** Must be where it was; null: not given. */
  readonly data: string | null;
}

/** Goes on where it was left; gives what is finished as it is. Throws E_OPTION for options that would change a result, and what trainFolds throws. */
export async function resumeFolds(request: ResumedFolds, emit: Emit, signal: AbortSignal): Promise<FinishedFolds> {
  const { folder, workers, requirements } = request;
  const record = await readRecord(studyFolder(folder));
  requireFolds(record.runs, folder);
  const threads = requireSameFolds(record, request);
  const finished = await finishedFolds(folder);
  if (finished !== null) return { folder, outOfFold: finished };
  await requireClasses(record.data, parseTrainOptions(record.runs[0]!.options), requirements);
  return goThrough(record, { folder, workers, threads, over: freeAmong(request.given) }, emit, signal);
}

/** Gives the threads of all runs together, which may be others: each run keeps its own number. */
function requireSameFolds(
  { data: kept, runs }: StudyRecord,
  { data, given, folder }: ResumedFolds,
): number | undefined {
  const { fold: _, ...options } = runs[0]!.options;
  const { threads, ...others } = given;
  optionsAgain(parseTrainOptions(options), others, folder);
  if (data !== null && absolute(data) !== kept) throw dataElsewhere(kept, data, folder);
  return parseTrainOptions({ threads }).threads;
}

const dataElsewhere = (expected: string, received: string, where: string): RoentgenError =>
  optionError("a cross-validation goes on with its data where it was", {
    where,
    expected,
    received,
    fix: "leave DATA out, or begin a new cross-validation with it in another folder (--out)",
  });

/** Runs of one experiment that differ in their fold alone, one for each. */
function requireFolds(runs: PlannedWork["runs"], where: string): void {
  const { fold: _, ...first } = runs[0]?.options ?? {};
  const isMember = ({ options: { fold, ...others } }: PlannedRun, place: number): boolean =>
    fold === place && others.folds === runs.length && isDeepStrictEqual(others, first);
  if (runs.length > 0 && runs.every(isMember)) return;
  throw new RoentgenError("E_OPTION", "this is an experiment of several runs, and no cross-validation", {
    kind: "usage",
    where,
    expected: "the folder of a run, or of a cross-validation",
    received: runs.map(({ name }) => name).join(", "),
    fix: "go on with it by roentgen experiment and its file",
  });
}

/** All folds have the same options and data, so that others make another cross-validation. */
const ANEW = "begin anew with it in another folder (--out)";

async function goThrough(work: PlannedWork, place: Place, emit: Emit, signal: AbortSignal): Promise<FinishedFolds> {
  const { study, finished, failed, unfinished } = await workThrough(work, place, emit, signal);
  const names = unfinished.map(({ name }) => name);
  requireAllRuns({ folder: study.folder, failed, unfinished: names }, resumeCommand(study.folder), ANEW);
  const members = finished.map((run) => runPath(study, run));
  const run = runFolder(study.folder);
  return whileLocked(run.lock, async () => {
    const outOfFold = await concludeFolds(run, members, place.threads);
    await writeReport(run.folder);
    return { folder: run.folder, outOfFold };
  });
}

/** Before it begins or goes on; all folds have the same classes. Throws E_CLASS_UNKNOWN. */
async function requireClasses(
  data: string,
  options: TrainOptions,
  requirements: readonly Requirement[],
): Promise<void> {
  const { labelling } = await listMaterial(data, options, () => {});
  requireKnownClasses(requirements, labelling.names);
}

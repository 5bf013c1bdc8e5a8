/**
 * A run that goes on where it was left: with its options, its images in their parts, and all that it had decided, from its last checkpoint.
 * What it gives is what it would have given undisturbed, to the byte.
 */
import { resolve as absolute, basename, extname, join } from "node:path";
import {
  type Requirement,
  type RunManifest,
  readManifest,
  requireKnownClasses,
  UNSEALED,
} from "../evaluation/index.ts";
import {
  configSchema,
  forgetEarlierCheckpoint,
  type Metrics,
  makeRunFolders,
  NOTHING_JUDGED,
  type PartMetrics,
  type RunConfig,
  type RunFolder,
  type RunLock,
  readJson,
  readJudgedSoFar,
  recoverCheckpoint,
  requireRun,
  runFolder,
  whileLocked,
  writeJson,
} from "../run/index.ts";
import { exists } from "../util/exists.ts";
import { removeTemporary } from "../util/write.ts";
import { classWeightsIn } from "./class-weights.ts";
import { decidedIn } from "./decided.ts";
import type { EmitRun } from "./events.ts";
import { keepMaterial } from "./keep-material.ts";
import {
  type Listing,
  listMaterial,
  type Material,
  readMaterial,
  readMaterialAgain,
  requireSameMaterial,
} from "./material.ts";
import type { GivenOptions, TrainOptions } from "./options.ts";
import { keptOptions, optionsAgain } from "./parse-options.ts";
import { writeReport } from "./report/write-report.ts";
import { takeUp } from "./run-so-far.ts";
import { type FinishedRun, type Work, workOn } from "./run-work.ts";
import type { Settled } from "./settle.ts";
import { settleAgain } from "./settle-again.ts";
import { stoppingAt } from "./stopping-at.ts";
import { byResuming, withWayOn } from "./way-on.ts";

export interface ResumeRequest {
  readonly folder: string;
  /** Where the data is by now; null: where it was. */
  readonly data: string | null;
  /** Options that were given again, which must be those of the run. */
  readonly given: GivenOptions;
  readonly requirements: readonly Requirement[];
}

/**
 * Throws E_RUN_LOCKED, E_OPTION, E_MANIFEST_CHANGED, E_DATA_CHANGED, E_CHECKPOINT, E_LEDGER, and what trainRun throws. A run that is finished is
 * given as it is; its data may be elsewhere by now.
 */
export async function resumeRun(request: ResumeRequest, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const run = runFolder(request.folder);
  await requireRun(run.folder);
  const config = await readJson(run.config, configSchema);
  const options = optionsAgain(keptOptions(config.options, run.config), request.given, run.folder);
  requireKnownClasses(request.requirements, config.names);
  return whileLocked(run.lock, async (lock) => {
    await removeTemporary(run.folder);
    const judged = (await readJudgedSoFar(run)).metrics ?? NOTHING_JUDGED; // of a model that is lost by now, too
    const manifest = (await exists(run.manifest)) ? await readManifest(run) : null;
    if (manifest?.isSealed === false) emit({ type: "remark", text: UNSEALED });
    const left = { run, config, options, lock, judged, manifest, data: request.data };
    const { validation } = judged;
    if (validation === null || manifest === null || !(await exists(run.model))) return goOn(left, emit, signal);
    return giveFinished({ ...left, manifest }, validation, emit);
  });
}

interface Left {
  readonly run: RunFolder;
  readonly config: RunConfig;
  readonly options: TrainOptions;
  readonly lock: RunLock;
  readonly judged: Metrics;
  /** null: the run had not come so far. */
  readonly manifest: RunManifest | null;
  readonly data: string | null;
}

/** With metrics.json a run is finished but for its report. */
async function giveFinished(
  left: Left & { readonly manifest: RunManifest },
  validation: PartMetrics,
  emit: EmitRun,
): Promise<FinishedRun> {
  const { run, config, data } = left;
  const isMoved = data !== null && (await moveTo(data, left, emit));
  await forgetEarlierCheckpoint(run);
  if (isMoved || !(await exists(run.report))) await writeReport(run.folder);
  return { folder: run.folder, labelling: config, validation, wasFinished: true };
}

/** Whether its data was elsewhere before. Throws E_DATA_CHANGED where it is another. */
async function moveTo(
  data: string,
  { run, config, options, manifest: { images } }: Left & { readonly manifest: RunManifest },
  emit: EmitRun,
): Promise<boolean> {
  const { enhance } = decidedIn(config, run.config);
  const listing = await listMaterial(data, options, emit);
  await requireSameMaterial(listing, images, options, { imageSize: config.imageSize, enhance }, emit);
  const moved = movedTo(data, config, listing.dataset);
  if (moved.data.root === config.data.root) return false;
  await writeJson(run.config, configSchema, moved);
  emit({
    type: "remark",
    text: `the run's images are those in ${moved.data.root}, and are looked for there from now on`,
  });
  return true;
}

async function goOn(left: Left, emit: EmitRun, signal: AbortSignal | undefined): Promise<FinishedRun> {
  const work = await prepareAgain(left, emit, signal).catch((error: unknown) => {
    throw withWayOn(error, byResuming(left.run.folder));
  });
  return workOn(work, emit, signal);
}

async function prepareAgain(left: Left, emit: EmitRun, signal: AbortSignal | undefined): Promise<Work> {
  const { run, config, options, data } = left;
  const decided = decidedIn(config, run.config);
  await makeRunFolders(run.folder);
  const listing = await listMaterial(data ?? dataOf(config), options, emit);
  const checkpoint = await recoverCheckpoint(run);
  const settled = await settleAgain(options, { config, decided, hasCheckpoint: checkpoint !== null }, listing, emit);
  const before = await takeUp({ ...left, checkpoint });
  emit(before.event);
  const material = await readAgain(left, listing, settled, stoppingAt(signal, emit));
  const classWeights = decided.classWeights ?? classWeightsIn(options.classWeights, material);
  const unreadable = listing.dataset.images.length - material.images.length;
  const moved = data === null ? config : movedTo(data, config, material);
  const kept = await keepMaterial(run, moved, material, { classWeights, unreadable });
  return { ...settled, run, config: kept, material, classWeights, wayOn: byResuming(run.folder), before };
}

/** The table or the folder, wherever the run was begun from. */
const dataOf = ({ data: { source, root } }: RunConfig): string =>
  extname(source).toLowerCase() === ".csv" ? join(root, basename(source)) : root;

const movedTo = (source: string, config: RunConfig, { root }: Pick<Material, "root">): RunConfig => ({
  ...config,
  data: { source, root: absolute(root) },
});

/** Where the run had not come to its manifest, as the first time. */
async function readAgain(
  { run, manifest }: Left,
  listing: Listing,
  settled: Settled,
  emit: EmitRun,
): Promise<Material> {
  const { options, resolved } = settled;
  if (manifest === null) return readMaterial(listing, options, resolved, run.folder, emit);
  return readMaterialAgain(listing, manifest.images, options, resolved, run.folder, emit);
}

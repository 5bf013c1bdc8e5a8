/**
 * A run that goes on where it was left: with its options, its images in their parts, and all that it had decided, from its last checkpoint.
 * What it gives is what it would have given undisturbed, to the byte.
 */
import { totalmem } from "node:os";
import { resolve as absolute, basename, extname, join } from "node:path";
import { z } from "zod";
import { parseManifest } from "../dataset/index.ts";
import { type Requirement, requireKnownClasses } from "../evaluation/index.ts";
import {
  configSchema,
  cutBack,
  forgetEarlierCheckpoint,
  type KeptCheckpoint,
  lockRun,
  makeRunFolders,
  metricsSchema,
  type PartMetrics,
  type RunConfig,
  type RunFolder,
  type RunLock,
  readJson,
  readRunFile,
  recoverCheckpoint,
  runFolder,
  writeJson,
} from "../run/index.ts";
import { DEVICES, fastestDevice, usableDevices } from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { removeTemporary } from "../util/write.ts";
import { type ChosenBase, chooseBase, isEncoder } from "./base/choose-base.ts";
import { checkpointOf } from "./checkpoint.ts";
import { machine, versions } from "./environment.ts";
import type { EmitRun, ResumedEvent } from "./events.ts";
import { type Listing, listMaterial, type Material, readMaterial, readMaterialAgain } from "./material.ts";
import type { GivenOptions, TrainOptions } from "./options.ts";
import { keptOptions, optionsAgain } from "./parse-options.ts";
import { resolve } from "./recipe.ts";
import {
  type Before,
  baseEvent,
  type FinishedRun,
  holding,
  type Settled,
  stoppingAt,
  type Work,
  workOf,
  workOn,
} from "./run-work.ts";
import { writeManifest } from "./train-run.ts";
import { withWayOn } from "./way-on.ts";

export interface ResumeRequest {
  readonly folder: string;
  /** Where the data is by now; null: where it was. */
  readonly data: string | null;
  /** Options that were given again, which must be those of the run. */
  readonly given: GivenOptions;
  readonly requirements: readonly Requirement[];
}

/** Throws E_RUN_LOCKED, E_OPTION, E_DATA_CHANGED, E_CHECKPOINT, and what trainRun throws. A run that is finished is given as it is. */
export async function resumeRun(request: ResumeRequest, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const run = runFolder(request.folder);
  const config = await readConfig(run);
  const options = optionsAgain(keptOptions(config.options, run.config), request.given, run.folder);
  requireKnownClasses(request.requirements, config.names);
  const lock = lockRun(run.lock);
  return holding(lock, async () => {
    await removeTemporary(run.folder);
    const validation = await finishedFigures(run);
    if (validation === null) return goOn({ run, config, options, lock, data: request.data }, emit, signal);
    await forgetEarlierCheckpoint(run);
    return { folder: run.folder, labelling: config, validation, wasFinished: true };
  });
}

async function readConfig(run: RunFolder): Promise<RunConfig> {
  if (await exists(run.config)) return readJson(run.config, configSchema);
  throw new RoentgenError("E_RUN_FILE_MISSING", "there is no run to go on with", {
    kind: "usage",
    where: run.folder,
    expected: "the folder of a run, which holds config.json",
    received: (await exists(run.folder)) ? "a folder without config.json" : "nothing there",
    fix: "check the path (roentgen runs list shows what is there), or remove the folder and train anew",
  });
}

/** metrics.json is the last file that a run writes. */
async function finishedFigures({ metrics, model }: RunFolder): Promise<PartMetrics | null> {
  const isThere = (await exists(metrics)) && (await exists(model));
  return isThere ? (await readJson(metrics, metricsSchema)).validation : null;
}

interface Left {
  readonly run: RunFolder;
  readonly config: RunConfig;
  readonly options: TrainOptions;
  readonly lock: RunLock;
  readonly data: string | null;
}

async function goOn(left: Left, emit: EmitRun, signal: AbortSignal | undefined): Promise<FinishedRun> {
  const work = await prepareAgain(left, emit, signal).catch((error: unknown) => {
    throw withWayOn(error, left.run.folder);
  });
  return workOn(work, emit, signal);
}

async function prepareAgain(left: Left, emit: EmitRun, signal: AbortSignal | undefined): Promise<Work> {
  const { run, config, options, data } = left;
  await makeRunFolders(run.folder);
  const listing = await listMaterial(data ?? dataOf(config), options, emit);
  const kept = await recoverCheckpoint(run);
  const settled = await settleAgain(left, listing, kept !== null, emit);
  const before = await beforeOf(left, kept);
  emit(before.event);
  const material = await readAgain(left, listing, settled, stoppingAt(signal, emit));
  if (data !== null) await writeJson(run.config, configSchema, { ...config, data: movedTo(data, material) });
  return { ...settled, run, material, before };
}

/** The table or the folder, wherever the run was begun from. */
const dataOf = ({ data: { source, root } }: RunConfig): string =>
  extname(source).toLowerCase() === ".csv" ? join(root, basename(source)) : root;

const movedTo = (source: string, { root }: Material): RunConfig["data"] => ({ source, root: absolute(root) });

const decidedSchema = z.looseObject({
  microBatch: z.int().positive(),
  normalisation: z.enum(["stored", "batch"]),
  views: z.union([z.literal("fresh"), z.int()]),
  device: z.enum(DEVICES),
  encoder: z.looseObject({ sha256: z.string() }).optional(),
});

/** With what was decided then. hasCheckpoint: the start weights are of no more use, and may be gone. */
async function settleAgain(
  { config, options: asked, run }: Left,
  listing: Listing,
  hasCheckpoint: boolean,
  emit: EmitRun,
): Promise<Settled> {
  const { microBatch, normalisation, views, device: name, encoder } = decidedSchema.parse(config.decided);
  const options = { ...asked, network: config.network, microBatch, normalisation, views, device: name };
  const weights = hasCheckpoint && !isEncoder(options.network) ? "none" : options.weights;
  const chosen = await chooseBase({ ...options, weights });
  requireSameEncoder(chosen, encoder?.sha256, run.folder);
  const threads = options.threads ?? null;
  const resolved = resolve(options, chosen, totalmem());
  const start = await chosen.load((done, total) => emit({ type: "download", done, total }));
  emit(baseEvent(chosen));
  const usable = await usableDevices(name, threads);
  const device = await fastestDevice(usable, workOf(chosen, resolved, listing), threads);
  return { options, resolved, device, chosen, start };
}

function requireSameEncoder({ encoder }: ChosenBase, sha256: string | undefined, where: string): void {
  if (encoder?.file.sha256 === sha256) return;
  throw new RoentgenError("E_DATA_CHANGED", "the encoder is not the one that the run began with", {
    where,
    expected: `a file of SHA-256 ${sha256}`,
    received: `${encoder?.file.sha256}`,
    fix: "bring the file back, or train a new run with it as it is",
  });
}

/** What the run has so far; what it wrote after its checkpoint is cut off. */
async function beforeOf({ run, config, lock }: Left, kept: KeptCheckpoint | null): Promise<Before> {
  const at = kept && { phase: kept.state.phase, epoch: kept.state.epoch, steps: kept.state.underWay.steps };
  const event: ResumedEvent = {
    type: "resumed",
    from: at,
    fellBack: kept?.fellBack ?? null,
    killed: lock.left,
    differences: differencesFrom(config),
  };
  return { event, checkpoint: kept && checkpointOf(kept, run.folder), history: await cutBack(run, at) };
}

function differencesFrom({ versions: then, machine: { processor } }: RunConfig): string[] {
  const now = versions();
  const changed = Object.keys(now).filter((name) => then[name] !== now[name]);
  const told = changed.map((name) => `${name} ${now[name]} instead of ${then[name] ?? "none"}`);
  const here = machine().processor;
  return here === processor ? told : [...told, `${here} instead of ${processor}`];
}

/** Where the run had not come to its manifest, as the first time. */
async function readAgain({ run }: Left, listing: Listing, settled: Settled, emit: EmitRun): Promise<Material> {
  const { options, resolved } = settled;
  if (await exists(run.manifest)) {
    const manifest = parseManifest(await readRunFile(run.manifest), run.manifest);
    return readMaterialAgain(listing, manifest, options, resolved, run.folder, emit);
  }
  const material = await readMaterial(listing, options, resolved, run.folder, emit);
  await writeManifest(run, material);
  return material;
}

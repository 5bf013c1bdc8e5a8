/**
 * One run, from a data set to a finished run folder: read the images, divide them, train, judge on validation, export the model.
 */
import { rm } from "node:fs/promises";
import { totalmem } from "node:os";
import { formatManifest, type ManifestImage } from "../dataset/index.ts";
import { type Requirement, requireKnownClasses } from "../evaluation/index.ts";
import {
  configSchema,
  createRunFolder,
  lockRun,
  newRunName,
  type RunFolder,
  requireFree,
  writeJson,
} from "../run/index.ts";
import { fastestDevice, usableDevices } from "../training/index.ts";
import { writeWhole } from "../util/write.ts";
import { chooseBase } from "./base/choose-base.ts";
import { classWeightsIn, requireWeightsOfClasses } from "./class-weights.ts";
import type { EmitRun } from "./events.ts";
import { featureShelf } from "./feature-shelf.ts";
import { type Listing, listMaterial, type Material, readMaterial } from "./material.ts";
import type { TrainOptions } from "./options.ts";
import { resolve } from "./recipe.ts";
import { configOf } from "./run-config.ts";
import { baseEvent, type FinishedRun, holding, type Settled, stoppingAt, workOf, workOn } from "./run-work.ts";
import { asMemoryError } from "./way-on.ts";

export interface RunRequest {
  /** Class folders, or a CSV. */
  readonly data: string;
  readonly options: TrainOptions;
  /** The run folder; null: a new one under runs/. */
  readonly out: string | null;
  /** Conditions on the figures, to be checked against the classes before anything is trained. */
  readonly requirements: readonly Requirement[];
  /** The command line, as given. */
  readonly command: readonly string[];
  readonly created: Date;
}

/** Throws what the data, the options or the machine do not allow; E_INTERRUPTED when `signal` is given while images are read or trained on. */
export async function trainRun(request: RunRequest, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const { options } = request;
  if (request.out !== null) await requireFree(request.out);
  if (options.cache) featureShelf(); // throws where its limit is none
  const listing = await listMaterial(request.data, options, emit);
  requireKnownClasses(request.requirements, listing.labelling.names);
  requireWeightsOfClasses(options.classWeights, listing.labelling.names);
  const settled = await settle(options, listing, emit);
  const run = await createRunFolder(request.out ?? (await nextName(request, settled)));
  return holding(lockRun(run.lock), async () => {
    const stopping = stoppingAt(signal, emit, "run it again: nothing is trained yet");
    const material = await begin(run, request, settled, listing, stopping);
    return workOn({ ...settled, run, material }, emit, signal);
  });
}

/** Chooses weights, device and all that a recipe leaves open. */
async function settle(options: TrainOptions, listing: Listing, emit: EmitRun): Promise<Settled> {
  const threads = options.threads ?? null;
  const usable = await usableDevices(options.device, threads);
  const chosen = await chooseBase(options);
  const resolved = resolve(options, chosen, totalmem());
  const start = await chosen.load((done, total) => emit({ type: "download", done, total }));
  emit(baseEvent(chosen));
  const device = await fastestDevice(usable, workOf(chosen, resolved, listing), threads);
  emit({ type: "device", ...device });
  return { options, resolved, device, chosen, start };
}

const nextName = ({ created, options }: RunRequest, { chosen }: Settled): Promise<string> =>
  newRunName("runs", created.toISOString().slice(0, 10), chosen.base.name, options.task);

/** From here on a run that is killed can be begun again into its folder; one that fails before its manifest leaves none. */
async function begin(
  run: RunFolder,
  request: RunRequest,
  settled: Settled,
  { dataset, labelling }: Listing,
  emit: EmitRun,
): Promise<Material> {
  const origin = { ...request, root: dataset.root };
  try {
    await writeJson(run.config, configSchema, configOf(settled, { ...origin, labelling }));
    const material = await readMaterial({ dataset, labelling }, settled.options, settled.resolved, run.folder, emit);
    const classWeights = classWeightsIn(settled.options.classWeights, material);
    const unreadable = dataset.images.length - material.images.length;
    const known = { ...origin, labelling: material.labelling, classWeights, unreadable }; // a class may have been left out
    if (unreadable > 0 || classWeights !== null) await writeJson(run.config, configSchema, configOf(settled, known));
    await writeManifest(run, material);
    return material;
  } catch (error) {
    await rm(run.folder, { recursive: true, force: true });
    throw asMemoryError(error);
  }
}

export async function writeManifest({ manifest }: RunFolder, { images }: Material): Promise<void> {
  const rows = images.map(({ image, part, fold }): ManifestImage => ({ ...image, split: part, fold }));
  await writeWhole(manifest, formatManifest(rows));
}

/**
 * One run, from a data set to a finished run folder: read the images, divide them, train, judge on validation, export the model.
 */
import { totalmem } from "node:os";
import { resolve as absolute } from "node:path";
import {
  countByLabel,
  countWithoutPatient,
  formatManifest,
  type Labelling,
  type ManifestImage,
  PARTS,
  type Part,
} from "../dataset/index.ts";
import { type Requirement, requireKnownClasses } from "../evaluation/index.ts";
import {
  configSchema,
  createRunFolder,
  newRunName,
  type PartMetrics,
  type RunFolder,
  requireFree,
  writeJson,
} from "../run/index.ts";
import {
  type ChosenDevice,
  closePixelFile,
  fastestDevice,
  type LabelledPixels,
  type MeasuredWork,
  type StoredPixels,
  startTraining,
  type TrainingEvent,
  type TrainingPlan,
  usableDevices,
} from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import { writeWhole } from "../util/write.ts";
import { type ChosenBase, chooseBase } from "./base/choose-base.ts";
import { conclude } from "./conclude.ts";
import { machine, versions } from "./environment.ts";
import type { EmitRun, RunEvent } from "./events.ts";
import { layoutAsked } from "./layout.ts";
import { type Listing, listMaterial, type Material, readMaterial } from "./material.ts";
import type { TrainOptions } from "./options.ts";
import { type Resolved, resolve } from "./recipe.ts";
import { startRecorder } from "./record.ts";

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

export interface FinishedRun {
  readonly folder: string;
  readonly labelling: Labelling;
  readonly validation: PartMetrics;
}

/** Throws what the data, the options or the machine do not allow; E_INTERRUPTED when `signal` is given while images are read or trained on. */
export async function trainRun(request: RunRequest, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const { options } = request;
  if (request.out !== null) await requireFree(request.out);
  const listing = await listMaterial(request.data, options, emit);
  requireKnownClasses(request.requirements, listing.labelling.names);
  const threads = options.threads ?? null;
  const usable = await usableDevices(options.device, threads);
  const chosen = await chooseBase(options, (done, total) => emit({ type: "download", done, total }));
  const resolved = resolve(options, chosen, totalmem());
  emit(baseEvent(chosen));
  const device = await fastestDevice(usable, workOf(chosen, resolved, listing), threads);
  emit({ type: "device", ...device });
  const material = await readMaterial(listing, options, resolved, request.out ?? "runs", (event) => {
    if (signal?.aborted) throw interrupted();
    emit(event);
  });
  try {
    return await trainOn(material, { request, resolved: { ...resolved, device }, chosen }, emit, signal);
  } finally {
    closePixelFile(material.pixels);
  }
}

const interrupted = (): RoentgenError =>
  new RoentgenError("E_INTERRUPTED", "the command was interrupted", {
    kind: "interrupted",
    fix: "run it again: nothing is trained yet",
  });

interface Settled {
  readonly request: RunRequest;
  readonly resolved: Decided;
  readonly chosen: ChosenBase;
}

async function trainOn(
  material: Material,
  { request, resolved, chosen }: Settled,
  emit: EmitRun,
  signal?: AbortSignal,
): Promise<FinishedRun> {
  emit(dataEvent(material));
  const folder = await createFolder(request, material, resolved, chosen);
  emit({ type: "run", folder: folder.folder, normalisation: resolved.normalisation });

  const plan = planOf(request.options, resolved, material, chosen.start);
  const { base } = chosen;
  const { parameters } = await trainAndRecord({ plan, base, device: resolved.device }, folder, emit, signal);
  const validation = await conclude(folder, { plan, base, material, resolved, parameters });
  return { folder: folder.folder, labelling: material.labelling, validation };
}

interface Decided extends Resolved {
  readonly device: ChosenDevice;
}

/** What takes the time: steps of the network, or the features of an encoder. */
function workOf({ base }: ChosenBase, resolved: Resolved, { labelling, dataset }: Listing): MeasuredWork {
  const { network, batch: images } = resolved;
  if (typeof network !== "string")
    return { kind: "inference", source: base.graph, images, total: dataset.images.length };
  return { kind: "step", ...resolved, network, units: unitsOf(labelling) };
}

/** One for a sigmoid. */
const unitsOf = ({ positive, names }: Labelling): number => (positive === null ? names.length : 1);

interface Planned {
  readonly plan: TrainingPlan<StoredPixels>;
  readonly base: ChosenBase["base"];
  readonly device: ChosenDevice;
}

async function trainAndRecord({ plan, base, device }: Planned, folder: RunFolder, emit: EmitRun, signal?: AbortSignal) {
  const recorder = startRecorder(folder, plan, base);
  recorder.record({ type: "device", ...device });
  const onEvent = (event: TrainingEvent): void => {
    recorder.record(event);
    emit(event);
  };
  try {
    return await startTraining(plan, onEvent, signal);
  } finally {
    await recorder.close();
  }
}

function baseEvent({ base, imageSize, encoder }: ChosenBase): RunEvent {
  const features = encoder && { name: encoder.features.name, shape: encoder.features.shape };
  return { type: "base", name: base.name, imageSize, channels: base.channels, features };
}

function dataEvent({ labelling, images }: Material): RunEvent {
  const names = images.map(({ image }) => labelling.names[labelling.placeOf(image.label)]!);
  const parts = images.map(({ part }) => part);
  const counts = PARTS.map((part) => [part, Object.fromEntries(countByLabel(names, parts, part))] as const);
  return {
    type: "data",
    counts: Object.fromEntries(counts) as Record<Part, Record<string, number>>, // every part, once
    withoutPatient: countWithoutPatient(images.map(({ image }) => image)),
  };
}

async function createFolder(
  request: RunRequest,
  material: Material,
  resolved: Decided,
  { base, imageSize, encoder }: ChosenBase,
): Promise<RunFolder> {
  const { options, created, command, data } = request;
  const day = created.toISOString().slice(0, 10);
  const folder = await createRunFolder(request.out ?? (await newRunName("runs", day, base.name, options.task)));
  const manifest = material.images.map(({ image, part }): ManifestImage => ({ ...image, split: part, fold: null }));
  await writeWhole(folder.manifest, formatManifest(manifest));
  await writeJson(folder.config, configSchema, {
    version: 1,
    created: created.toISOString(),
    command: [...command],
    data: { source: data, root: absolute(material.root) },
    task: options.task,
    recipe: options.recipe,
    names: [...material.labelling.names],
    positive: material.labelling.positive,
    network: encoder === null ? options.network : absolute(options.network),
    imageSize,
    enhance: options.enhance,
    seed: options.seed,
    options: JSON.parse(JSON.stringify(options)),
    decided: {
      microBatch: resolved.microBatch,
      normalisation: resolved.normalisation,
      statistics: resolved.statistics,
      views: resolved.views,
      scaling: resolved.scaling as string | { mean: number[]; deviation: number[] }, // JSON is not read-only
      device: resolved.device.device,
      deviceWhy: resolved.device.why,
      ...(encoder && {
        encoder: { sha256: encoder.file.sha256, features: encoder.features.name, channels: base.channels },
      }),
    },
    versions: versions(),
    machine: machine(),
  });
  return folder;
}

function planOf(
  options: TrainOptions,
  { enhance: _, device: { device }, ...resolved }: Decided,
  { labelling, images, pixels }: Material,
  start: TrainingPlan["start"],
): TrainingPlan<StoredPixels> {
  const part = (name: Part): LabelledPixels<StoredPixels> => {
    const chosen = images.filter((image) => image.part === name);
    return {
      images: { pixels, records: chosen.map(({ record }) => record) },
      places: chosen.map(({ image }) => labelling.placeOf(image.label)),
    };
  };
  return {
    ...resolved,
    units: unitsOf(labelling),
    threads: options.threads ?? null,
    device,
    layout: layoutAsked(),
    train: part("train"),
    validation: part("validation"),
    start,
  };
}

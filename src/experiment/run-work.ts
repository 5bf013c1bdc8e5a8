/** What a run does once its images are read, for the first time or again: train from where it stands, judge on validation, export the model. */
import { countByLabel, countWithoutPatient, type Labelling, PARTS, type Part } from "../dataset/index.ts";
import {
  forgetEarlierCheckpoint,
  type HistoryRow,
  type PartMetrics,
  type RunFolder,
  type RunLock,
} from "../run/index.ts";
import {
  type Checkpoint,
  type ChosenDevice,
  closePixelFile,
  type LabelledPixels,
  type MeasuredWork,
  type StoredPixels,
  startTraining,
  type TrainingEvent,
  type TrainingPlan,
} from "../training/index.ts";
import { RoentgenError } from "../util/error.ts";
import type { ChosenBase } from "./base/choose-base.ts";
import { classWeightsIn } from "./class-weights.ts";
import { conclude } from "./conclude.ts";
import type { EmitRun, ResumedEvent, RunEvent } from "./events.ts";
import { featureCachePlan } from "./feature-shelf.ts";
import { layoutAsked } from "./layout.ts";
import type { Listing, Material } from "./material.ts";
import type { TrainOptions } from "./options.ts";
import type { Resolved } from "./recipe.ts";
import { startRecorder } from "./record.ts";
import { writeReport } from "./report/write-report.ts";
import { withWayOn } from "./way-on.ts";

export interface FinishedRun {
  readonly folder: string;
  readonly labelling: Pick<Labelling, "names" | "positive">;
  readonly validation: PartMetrics;
  /** Whether nothing was left to do. */
  readonly wasFinished: boolean;
}

/** All that is chosen before an image is read. */
export interface Settled {
  readonly options: TrainOptions;
  readonly resolved: Resolved;
  readonly device: ChosenDevice;
  readonly chosen: ChosenBase;
  /** Its values. */
  readonly start: TrainingPlan["start"];
}

export interface Work extends Settled {
  readonly run: RunFolder;
  readonly material: Material;
  /** What a run that goes on had so far. */
  readonly before?: Before;
}

export interface Before {
  readonly event: ResumedEvent;
  /** null: none was written yet. */
  readonly checkpoint: Checkpoint | null;
  readonly history: readonly HistoryRow[];
}

/** Closes the material. Errors tell how to go on. */
export async function workOn(work: Work, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const { run, material, resolved, chosen } = work;
  try {
    emit(dataEvent(material));
    emit({ type: "begun", folder: run.folder, normalisation: resolved.normalisation });
    const plan = planOf(work);
    const { parameters } = await trainAndRecord(work, plan, emit, signal);
    const validation = await conclude(run, { plan, base: chosen.base, material, resolved, parameters });
    await forgetEarlierCheckpoint(run);
    await writeReport(run.folder);
    return { folder: run.folder, labelling: material.labelling, validation, wasFinished: false };
  } catch (error) {
    throw withWayOn(error, run.folder);
  } finally {
    closePixelFile(material.pixels);
  }
}

async function trainAndRecord(
  { run, chosen, device, before }: Work,
  plan: TrainingPlan<StoredPixels>,
  emit: EmitRun,
  signal: AbortSignal | undefined,
) {
  const recorder = startRecorder(run, plan, chosen.base, [...(before?.history ?? [])]);
  const onEvent = (event: TrainingEvent): Promise<void> => {
    emit(event);
    return recorder.record(event);
  };
  try {
    if (before !== undefined) await recorder.record(before.event);
    await recorder.record({ type: "device", ...device });
    return await startTraining({ plan, from: before?.checkpoint ?? undefined, signal }, onEvent);
  } finally {
    await recorder.close();
  }
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

function planOf({ options, resolved, device, start, material }: Work): TrainingPlan<StoredPixels> {
  const { enhance, division: _, ...settled } = resolved;
  const { labelling, images, pixels } = material;
  const part = (name: Part): LabelledPixels<StoredPixels> => {
    const chosenImages = images.filter((image) => image.part === name);
    return {
      images: {
        pixels,
        records: chosenImages.map(({ record }) => record),
        identities: chosenImages.map(({ image }) => image.sha256),
      },
      places: chosenImages.map(({ image }) => labelling.placeOf(image.label)),
      names: chosenImages.map(({ image }) => image.path),
    };
  };
  const threads = options.threads ?? null;
  return {
    ...settled,
    units: unitsOf(labelling),
    classWeights: classWeightsIn(options.classWeights, material),
    threads,
    device: device.device,
    cache: options.cache ? featureCachePlan({ enhance, device: device.device, threads }) : null,
    layout: layoutAsked(),
    train: part("train"),
    validation: part("validation"),
    start,
  };
}

/** One for a sigmoid. */
const unitsOf = ({ positive, names }: Labelling): number => (positive === null ? names.length : 1);

/** What takes the time: steps of the network, or the features of an encoder. */
export function workOf({ base }: ChosenBase, resolved: Resolved, { labelling, dataset }: Listing): MeasuredWork {
  const { network, batch: images } = resolved;
  if (typeof network !== "string")
    return { kind: "inference", source: base.graph, images, total: dataset.images.length };
  return { kind: "step", ...resolved, network, units: unitsOf(labelling) };
}

export function baseEvent({ base, imageSize, encoder }: ChosenBase): RunEvent {
  const features = encoder && { name: encoder.features.name, shape: encoder.features.shape };
  return { type: "base", name: base.name, imageSize, channels: base.channels, features };
}

/** While images are read, between two of them. fix: what to do then. Throws E_INTERRUPTED. */
export const stoppingAt =
  (signal: AbortSignal | undefined, emit: EmitRun, fix?: string): EmitRun =>
  (event) => {
    if (signal?.aborted)
      throw new RoentgenError("E_INTERRUPTED", "the command was interrupted", {
        kind: "interrupted",
        ...(fix !== undefined && { fix }),
      });
    emit(event);
  };

/** Does the work with the lock, which is given back at its end. */
export async function holding<Result>(lock: RunLock, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    lock.release();
  }
}

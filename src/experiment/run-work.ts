/** What a run does once its images are read, for the first time or again: train from where it stands, judge on validation, export the model. */
import type { Labelling } from "../dataset/index.ts";
import {
  forgetEarlierCheckpoint,
  type Hyperparameters,
  NOTHING_JUDGED,
  type PartMetrics,
  type RunConfig,
  type RunFolder,
} from "../run/index.ts";
import {
  closePixelFile,
  type StoredPixels,
  startTraining,
  type TrainingEvent,
  type TrainingPlan,
} from "../training/index.ts";
import { conclude } from "./conclude.ts";
import { dataEvent } from "./data-event.ts";
import type { EmitRun } from "./events.ts";
import { openingsOfOtherModel } from "./other-model.ts";
import { startRecorder } from "./record.ts";
import { writeReport } from "./report/write-report.ts";
import type { RunSoFar } from "./run-so-far.ts";
import { type Planned, trainingPlan } from "./training-plan.ts";
import { withWayOn } from "./way-on.ts";

export interface FinishedRun {
  readonly folder: string;
  readonly labelling: Pick<Labelling, "names" | "positive">;
  readonly validation: PartMetrics;
  /** Whether nothing was left to do. */
  readonly wasFinished: boolean;
}

export interface Work extends Planned {
  readonly run: RunFolder;
  /** As config.json has it. */
  readonly config: RunConfig;
  /** How to go on where an error ends it that passes. */
  readonly wayOn: string;
  /** What a run that goes on had so far. */
  readonly before?: RunSoFar;
}

/** Closes the material. Errors tell how to go on. */
export async function workOn(work: Work, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const { run, material, resolved, chosen, before } = work;
  try {
    emit(dataEvent(material));
    emit({ type: "begun", folder: run.folder, normalisation: resolved.normalisation });
    const plan = trainingPlan(work);
    const { parameters } = await trainAndRecord(work, plan, emit, signal);
    const validation = await conclude(run, {
      plan,
      base: chosen.base,
      material,
      resolved,
      parameters,
      before: before?.judged ?? NOTHING_JUDGED,
    });
    const openings = before === undefined ? [] : await openingsOfOtherModel(run);
    if (openings.length > 0) emit({ type: "other-model", openings });
    await forgetEarlierCheckpoint(run);
    await writeReport(run.folder);
    return { folder: run.folder, labelling: material.labelling, validation, wasFinished: false };
  } catch (error) {
    throw withWayOn(error, work.wayOn);
  } finally {
    closePixelFile(material.pixels);
  }
}

async function trainAndRecord(
  { run, config, chosen, device, before }: Work,
  plan: TrainingPlan<StoredPixels>,
  emit: EmitRun,
  signal: AbortSignal | undefined,
) {
  const recorder = startRecorder(run, plan, chosen.base, [...(before?.history ?? [])], hyperparametersOf(config));
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

/** What was asked, and over it what was decided, as far as it is one value. */
function hyperparametersOf({ options, decided: { deviceWhy: _, ...decided } }: RunConfig): Hyperparameters {
  const all = Object.entries({ ...options, ...decided });
  const isOne = (entry: [string, unknown]): entry is [string, string | number | boolean] =>
    ["string", "number", "boolean"].includes(typeof entry[1]);
  return Object.fromEntries(all.filter(isOne));
}

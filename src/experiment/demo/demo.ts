/**
 * The whole path on phantoms, through the rooms that train, evaluate and predict use: phantoms from a seed, a network from a random start, its
 * figures on phantoms of another seed, and beside them those of models that need no network.
 */
import { join } from "node:path";
import { findImages, writePhantoms } from "../../dataset/index.ts";
import {
  type Baseline,
  evaluate,
  judgeBaselines,
  type Progress,
  predictSource,
  readManifest,
  type Source,
  unchangedImages,
} from "../../evaluation/index.ts";
import { configSchema, type PartMetrics, type Predictions, readJson, runFolder } from "../../run/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { requireNew } from "../../util/folder.ts";
import type { RunEvent } from "../events.ts";
import { parseTrainOptions } from "../parse-options.ts";
import { trainRun } from "../train-run.ts";
import type { DemoSetting } from "./setting.ts";

export interface DemoRequest {
  /** Where all of it is to lie. */
  readonly folder: string;
  /** Of everything random; the phantoms to be judged on have the next one. */
  readonly seed: number;
  readonly setting: DemoSetting;
  /** Of the processor; undefined: all. */
  readonly threads: number | undefined;
  /** The command line, as given. */
  readonly command: readonly string[];
  readonly created: Date;
}

export type DemoStage = "phantoms" | "training" | "judging" | "baselines" | "prediction";

export type DemoEvent =
  | { readonly type: "stage"; readonly stage: DemoStage }
  /** So many are to be counted. */
  | { readonly type: "count"; readonly unit: "files" | "images"; readonly total: number }
  | { readonly type: "counted"; readonly count: number }
  | { readonly type: "training"; readonly event: RunEvent };

export interface DemoResult {
  readonly folders: DemoFolders;
  /** Of the network, on the phantoms of the other seed. */
  readonly metrics: PartMetrics;
  /** Of plain models, on the same ones. */
  readonly baselines: readonly Baseline[];
  /** Of one image of each class. */
  readonly predictions: Predictions;
  readonly seconds: number;
}

interface DemoFolders {
  readonly phantoms: string;
  readonly heldOut: string;
  readonly run: string;
}

type Emit = (event: DemoEvent) => void;

/** Does the work, which ends early once its signal is given. */
export type Stoppable = <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;

/** Throws E_FOLDER_EXISTS where something lies in the folder, and what training and evaluation throw. stoppable: for the training. */
export async function runDemo(request: DemoRequest, emit: Emit, stoppable: Stoppable): Promise<DemoResult> {
  const { folder, threads } = request;
  await requireNew(folder, { code: "E_FOLDER_EXISTS", what: "the demo's folder", fix: "remove it, or give --out" });
  const start = performance.now();
  const at = (name: string): string => join(folder, name);
  const folders = { phantoms: at("phantoms"), heldOut: at("held-out"), run: at("run") };
  await makePhantoms(request, folders, emit);
  emit({ type: "stage", stage: "training" });
  await stoppable((signal) => trainDemo(request, folders, emit, signal));
  emit({ type: "stage", stage: "judging" });
  const runtime = nodeRuntime({ threads });
  const progress = progressOf(emit);
  const on = { part: "other", data: folders.heldOut, map: new Map(), patientFrom: undefined, skip: undefined } as const;
  const { metrics } = await evaluate(
    { folder: folders.run, on, model: undefined, prevalences: undefined, requirements: [], threads },
    runtime,
    progress,
  );
  emit({ type: "stage", stage: "baselines" });
  const baselines = await baselinesOf(folders, threads, progress);
  emit({ type: "stage", stage: "prediction" });
  const some = oneOfEach(await findImages(folders.heldOut));
  const { predictions } = await predictSource(runFolder(folders.run).model, some, { runtime, threads }, progress);
  return { folders, metrics, baselines, predictions, seconds: (performance.now() - start) / 1000 };
}

/** How to go on after an error that passes: a part of the demo is of no use. */
export const demoAgain = (folder: string): string => `remove ${folder}, and run the demo again`;

async function makePhantoms(
  { seed, threads, setting: { images, heldOut, size } }: DemoRequest,
  folders: DemoFolders,
  emit: Emit,
): Promise<void> {
  emit({ type: "stage", stage: "phantoms" });
  emit({ type: "count", unit: "images", total: images + heldOut });
  const onWritten = (count: number): void => emit({ type: "counted", count });
  await writePhantoms(folders.phantoms, { seed, count: images, size }, onWritten, threads);
  await writePhantoms(folders.heldOut, { seed: seed + 1, count: heldOut, size }, onWritten, threads);
}

async function trainDemo(
  { folder, seed, setting, threads, command, created }: DemoRequest,
  { phantoms, run }: DemoFolders,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const options = parseTrainOptions({
    ...setting.training,
    weights: "none",
    imageSize: setting.size,
    patientFrom: "^(p\\d+)_",
    device: "cpu",
    seed,
    threads,
  });
  const request = { data: phantoms, options, out: run, requirements: [], command, created, wayOn: demoAgain(folder) };
  await trainRun(request, (event) => emit({ type: "training", event }), signal);
}

/** On the images that trained the network. */
async function baselinesOf({ heldOut, run }: DemoFolders, threads: number | undefined, progress: Progress) {
  const files = runFolder(run);
  const config = await readJson(files.config, configSchema);
  const known = { run: files, config, manifest: await readManifest(files) };
  const training = await unchangedImages(known, "train", progress);
  return judgeBaselines({ training, judged: await findImages(heldOut), classes: config.names, threads }, progress);
}

/** The first of every class. */
function oneOfEach({ root, images }: Source): Source {
  return { root, images: images.filter(({ label }, i) => images.findIndex((image) => image.label === label) === i) };
}

const progressOf = (emit: Emit): Progress => ({
  start: (total, unit) => emit({ type: "count", unit, total }),
  step: () => emit({ type: "counted", count: 1 }),
});

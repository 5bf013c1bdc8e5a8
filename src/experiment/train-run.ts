/**
 * One run, from a data set to a finished run folder: read the images, divide them, train, judge on validation, export the model.
 */
import { rm } from "node:fs/promises";
import { type Requirement, requireKnownClasses } from "../evaluation/index.ts";
import {
  configSchema,
  createRunFolder,
  newRunName,
  RUNS,
  type RunFolder,
  requirePlace,
  whileLocked,
  writeJson,
} from "../run/index.ts";
import { classWeightsIn, requireWeightsOfClasses } from "./class-weights.ts";
import type { EmitRun } from "./events.ts";
import { featureShelf } from "./feature-shelf.ts";
import { keepMaterial } from "./keep-material.ts";
import { foldingOf, type Listing, listMaterial, readMaterial } from "./material.ts";
import type { TrainOptions } from "./options.ts";
import { requireRoom, roomFor } from "./room.ts";
import { configOf } from "./run-config.ts";
import { type FinishedRun, type Work, workOn } from "./run-work.ts";
import { type Settled, settle } from "./settle.ts";
import { stoppingAt } from "./stopping-at.ts";
import { requireTogether } from "./together.ts";
import { asMemoryError, byResuming } from "./way-on.ts";

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
  /** How to go on where an error ends the run that passes; default: by --resume. */
  readonly wayOn?: string;
}

/** Throws what the data, the options or the machine do not allow; E_INTERRUPTED when `signal` is given while images are read or trained on. */
export async function trainRun(request: RunRequest, emit: EmitRun, signal?: AbortSignal): Promise<FinishedRun> {
  const { options } = request;
  await requirePlace(request.out);
  foldingOf(options); // throws where the fold is none
  requireTogether(options);
  if (options.cache) featureShelf(); // throws where its limit is none
  const listing = await listMaterial(request.data, options, emit);
  requireKnownClasses(request.requirements, listing.labelling.names);
  requireWeightsOfClasses(options.classWeights, listing.labelling.names);
  const settled = await settle(options, listing, emit);
  await requireRoom(request.out ?? RUNS, roomFor(settled, listing.dataset.images.length), emit);
  const run = await createRunFolder(request.out ?? (await nextName(request, settled)));
  return whileLocked(run.lock, async () => {
    const stopping = stoppingAt(signal, emit, request.wayOn ?? "run it again: nothing is trained yet");
    return workOn(await begin(run, request, settled, listing, stopping), emit, signal);
  });
}

const nextName = ({ created, options }: RunRequest, { chosen }: Settled): Promise<string> =>
  newRunName(RUNS, created.toISOString().slice(0, 10), chosen.base.name, options.task);

/** From here on a run that is killed can be begun again into its folder; one that fails before its manifest leaves none. */
async function begin(
  run: RunFolder,
  { data, command, created, wayOn }: RunRequest,
  settled: Settled,
  { dataset, labelling }: Listing,
  emit: EmitRun,
): Promise<Work> {
  const { options, resolved } = settled;
  try {
    const config = configOf(settled, { data, command, created, root: dataset.root, labelling });
    await writeJson(run.config, configSchema, config);
    const material = await readMaterial({ dataset, labelling }, options, resolved, run.folder, emit);
    const classWeights = classWeightsIn(options.classWeights, material);
    const unreadable = dataset.images.length - material.images.length;
    const kept = await keepMaterial(run, config, material, { classWeights, unreadable });
    return { ...settled, run, config: kept, material, classWeights, wayOn: wayOn ?? byResuming(run.folder) };
  } catch (error) {
    await rm(run.folder, { recursive: true, force: true });
    throw asMemoryError(error);
  }
}

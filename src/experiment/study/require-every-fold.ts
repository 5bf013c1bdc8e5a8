/** What no run of a fold could be trained with is told once, before anything is begun, and not by each of them. */
import { totalmem } from "node:os";
import { isDeepStrictEqual } from "node:util";
import type { HashedImage } from "../../dataset/index.ts";
import { chooseBase } from "../base/choose-base.ts";
import { requireWeightsOfClasses } from "../class-weights.ts";
import type { EmitRun, RunEvent } from "../events.ts";
import { fewestToTrainOn, hashListed, listMaterial } from "../material.ts";
import type { GivenOptions, TrainOptions } from "../options.ts";
import { parseTrainOptions } from "../parse-options.ts";
import { requireMicroBatch, resolve } from "../recipe.ts";
import { stoppingAt } from "../stopping-at.ts";
import type { PlannedRun } from "./plan.ts";

/** Every file is read once, for its hash. */
export type HashingEvent = Extract<RunEvent, { type: "hashing" | "hashed" }>;

/** Runs without folds are passed over. Throws what the options or the data do not allow in any of the folds, and E_INTERRUPTED. */
export async function requireEveryFold(
  data: string,
  runs: readonly Pick<PlannedRun, "options">[],
  emit: (event: HashingEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const hashed = hashedOnce(data, stoppingAt(signal, onlyHashing(emit), "run it again: nothing was begun"));
  for (const options of inFolds(runs)) {
    const { labelling } = await listMaterial(data, options, () => {});
    requireWeightsOfClasses(options.classWeights, labelling.names);
    const resolved = resolve(options, await chooseBase(options), totalmem());
    requireMicroBatch(resolved, fewestToTrainOn(await hashed(options), options, resolved));
  }
}

const onlyHashing =
  (emit: (event: HashingEvent) => void): EmitRun =>
  (event) => {
    if (event.type === "hashing" || event.type === "hashed") emit(event);
  };

type FoldsOptions = TrainOptions & { readonly folds: number };

/** Options that differ in their fold alone are the same. */
function inFolds(runs: readonly Pick<PlannedRun, "options">[]): FoldsOptions[] {
  const different: GivenOptions[] = [];
  for (const { options } of runs) {
    const { fold: _, ...others } = options;
    if (!different.some((each) => isDeepStrictEqual(each, others))) different.push(others);
  }
  return different
    .map((options) => parseTrainOptions(options))
    .flatMap(({ folds, ...options }) => (folds === undefined ? [] : [{ ...options, folds }]));
}

/** Options that name patients otherwise, or leave out what cannot be read, make another list of the same files. */
function hashedOnce(data: string, emit: EmitRun): (options: TrainOptions) => Promise<readonly HashedImage[]> {
  const lists = new Map<string, readonly HashedImage[]>();
  return async (options) => {
    const key = JSON.stringify([options.patientFrom, options.skipUnreadable]);
    const images = lists.get(key) ?? (await hashListed(await listMaterial(data, options, () => {}), options, emit));
    lists.set(key, images);
    return images;
  };
}

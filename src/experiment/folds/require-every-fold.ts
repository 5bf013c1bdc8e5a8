/** What any fold could not be trained with is told once, before a cross-validation is begun, and not by each of its runs. */
import { totalmem } from "node:os";
import { type Requirement, requireKnownClasses } from "../../evaluation/index.ts";
import { chooseBase } from "../base/choose-base.ts";
import { requireWeightsOfClasses } from "../class-weights.ts";
import { fewestToTrainOn, listMaterial } from "../material.ts";
import type { TrainOptions } from "../options.ts";
import { requireMicroBatch, resolve } from "../recipe.ts";
import { stoppingAt } from "../stopping-at.ts";

/** Reads every file once, for its hash. Throws what the options or the data do not allow, and E_INTERRUPTED. */
export async function requireEveryFold(
  data: string,
  options: TrainOptions,
  requirements: readonly Requirement[],
  signal: AbortSignal,
): Promise<void> {
  const { folds, classWeights } = options;
  if (folds === undefined) return;
  const emit = stoppingAt(signal, () => {}, "run it again: nothing is trained yet");
  const listing = await listMaterial(data, options, emit);
  requireKnownClasses(requirements, listing.labelling.names);
  requireWeightsOfClasses(classWeights, listing.labelling.names);
  const resolved = resolve(options, await chooseBase(options), totalmem());
  requireMicroBatch(resolved, await fewestToTrainOn(listing, { ...options, folds }, resolved, emit));
}

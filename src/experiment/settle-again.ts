/** What a run that goes on computes with: what it had decided, in the place of all that its options leave open. */
import { availableParallelism } from "node:os";
import type { RunConfig } from "../run/index.ts";
import { RoentgenError } from "../util/error.ts";
import { isEncoder } from "./base/choose-base.ts";
import type { StartSource } from "./base/start-values.ts";
import type { Decided } from "./decided.ts";
import type { EmitRun } from "./events.ts";
import { layoutAgain } from "./layout.ts";
import type { Listing } from "./material.ts";
import type { TrainOptions } from "./options.ts";
import type { Resolved } from "./recipe.ts";
import { type Settled, settle } from "./settle.ts";

/** Of the run that goes on. */
export interface Kept {
  readonly config: Pick<RunConfig, "network" | "imageSize">;
  readonly decided: Decided;
  /** Whether there is a checkpoint: the start weights are of no more use then, and may be gone. */
  readonly hasCheckpoint: boolean;
}

/** Throws E_DATA_CHANGED where the start weights are needed and are others by now, E_LAYOUT, and what settle throws. */
export async function settleAgain(
  asked: TrainOptions,
  { config, decided, hasCheckpoint }: Kept,
  listing: Listing,
  emit: EmitRun,
): Promise<Settled> {
  const layout = layoutAgain(decided.layout);
  const isStartNeeded = !hasCheckpoint || isEncoder(config.network);
  const options = closed(asked, config, decided);
  const settled = await settle(isStartNeeded ? options : { ...options, weights: "none" }, listing, emit);
  if (isStartNeeded) requireSameStart(settled.start.source, decided.start);
  return { ...settled, layout, resolved: resolvedAgain(settled.resolved, decided) };
}

/** With nothing left open. */
function closed(asked: TrainOptions, { network, imageSize }: Kept["config"], decided: Decided): TrainOptions {
  const { microBatch, normalisation, statistics, views, device, encoder, start } = decided;
  const weights = encoder === undefined ? start.weights : undefined;
  const threads = threadsAgain(asked.threads, decided.threads);
  const { features, pooling } = encoder ?? asked;
  const base = { network, weights, imageSize, features, pooling };
  return { ...asked, ...base, microBatch, normalisation, statistics, views, device, threads };
}

/** All of a machine that has as many as that one: the runtime places them better where nobody gives their number. */
const threadsAgain = (asked: number | undefined, threads: number): number | undefined =>
  asked === undefined && threads === availableParallelism() ? undefined : threads;

function resolvedAgain(resolved: Resolved, decided: Decided): Resolved {
  const { trainedFrom, sizes, enhance, split: division, scaling, fineTuneEpochs: epochs, calibration } = decided;
  const fineTuning = { ...resolved.fineTuning, epochs };
  const decide = { ...resolved.decide, calibration };
  return { ...resolved, trainedFrom, sizes, enhance, division, scaling, fineTuning, decide };
}

function requireSameStart(now: StartSource, then: StartSource): void {
  if (now.sha256 === then.sha256) return;
  throw new RoentgenError("E_DATA_CHANGED", "the weights are not those that the run began with", {
    where: then.weights,
    expected: `a file of SHA-256 ${then.sha256}`,
    received: `${now.sha256}`,
    fix: "bring the file back, or train a new run with it as it is",
  });
}

/** All that a run chooses before an image is read: what the network starts from, what a recipe leaves open, and the device. */
import { availableParallelism, totalmem } from "node:os";
import { AS_LISTED } from "../dataset/index.ts";
import {
  type ChosenDevice,
  fastestDevice,
  type MeasuredWork,
  type TrainingPlan,
  usableDevices,
} from "../training/index.ts";
import { type ChosenBase, chooseBase } from "./base/choose-base.ts";
import type { StartValues } from "./base/start-values.ts";
import type { EmitRun, RunEvent } from "./events.ts";
import { layoutAsked } from "./layout.ts";
import { isListed, type Listing } from "./material.ts";
import type { TrainOptions } from "./options.ts";
import { type Resolved, resolve } from "./recipe.ts";
import { remarksOn } from "./remarks.ts";
import { unitsOf } from "./units.ts";

export interface Settled {
  readonly options: TrainOptions;
  readonly resolved: Resolved;
  readonly device: ChosenDevice;
  readonly chosen: ChosenBase;
  /** Its values. */
  readonly start: StartValues;
  readonly layout: TrainingPlan["layout"];
}

/** Throws what the options or the machine do not allow. */
export async function settle(options: TrainOptions, listing: Listing, emit: EmitRun): Promise<Settled> {
  const layout = layoutAsked();
  const threads = options.threads ?? null;
  const usable = await usableDevices(options.device, threads);
  const chosen = await chooseBase(options);
  const resolved = inListedParts(resolve(options, chosen, totalmem()), listing);
  const start = await chosen.load((done, total) => emit({ type: "download", done, total }));
  emit(baseEvent(chosen));
  for (const text of remarksOn(resolved, { threads: options.threads, cores: availableParallelism() }))
    emit({ type: "remark", text });
  const device = await fastestDevice(usable, measuredWork(chosen, resolved, listing), threads);
  emit({ type: "device", ...device });
  return { options, resolved, device, chosen, start, layout };
}

/** A table's own split goes before what a recipe does. */
const inListedParts = (resolved: Resolved, { dataset }: Listing): Resolved =>
  isListed(dataset) ? { ...resolved, division: AS_LISTED } : resolved;

/** What takes the time: steps of the network, or the features of an encoder. */
function measuredWork({ base }: ChosenBase, resolved: Resolved, { labelling, dataset }: Listing): MeasuredWork {
  const { network, batch: images } = resolved;
  if (typeof network !== "string")
    return { kind: "inference", source: base.graph, images, total: dataset.images.length };
  return { kind: "step", ...resolved, network, units: unitsOf(labelling) };
}

function baseEvent({ base, imageSize, encoder }: ChosenBase): RunEvent {
  const features = encoder && { name: encoder.features.name, shape: encoder.features.shape };
  return { type: "base", name: base.name, imageSize, channels: base.channels, features };
}

/**
 * "decided" in config.json: what a run found where its options leave things to the recipe, the machine or the data. Going on, it holds to all
 * of it, whatever recipes, machines and files are by then.
 */
import { availableParallelism } from "node:os";
import { z } from "zod";
import { AS_LISTED } from "../dataset/index.ts";
import { CALIBRATIONS } from "../evaluation/index.ts";
import { ENHANCE_STEPS, SCALINGS } from "../image/index.ts";
import { POOLINGS } from "../networks/index.ts";
import { parsedAs, type RunConfig } from "../run/index.ts";
import { sha256Text } from "../util/sha256.ts";
import type { Settled } from "./settle.ts";

const number = z.number();
const whole = z.int().positive();
const perPlane = z.union([z.tuple([number]), z.tuple([number, number, number])]).readonly();

/** What the network's values came from: none, imagenet, or where the file or the run lies; sha256: of the file, where there is one. */
const startSource = z.strictObject({ weights: z.string(), sha256: sha256Text.nullable() });

const decidedSchema = z.strictObject({
  microBatch: whole,
  normalisation: z.enum(["stored", "batch"]),
  enhance: z
    .strictObject({
      steps: z.array(z.enum(ENHANCE_STEPS)).readonly(),
      grey: z.enum(["correct", "published"]),
      clahe: z.strictObject({ clipLimit: number.positive(), tilesX: whole, tilesY: whole }),
    })
    .nullable(),
  split: z.union([
    z.enum(["file-order", "file-order-by-class", AS_LISTED]),
    z.tuple([number, number, number]).readonly(),
  ]),
  fineTuneEpochs: z.union([z.int().nonnegative(), z.strictObject({ total: z.int().nonnegative() })]),
  statistics: z.enum(["estimated", "moving"]),
  views: z.union([z.literal("fresh"), whole]),
  /** Of probabilities, fitted on validation. */
  calibration: z.enum(CALIBRATIONS),
  trainedFrom: z.string().nullable(),
  sizes: z.array(whole).min(1).readonly(),
  scaling: z.union([z.enum(SCALINGS), z.strictObject({ mean: perPlane, deviation: perPlane })]),
  /** By place; known once images are read, where classes weigh differently. */
  classWeights: z.array(number.positive()).readonly().optional(),
  /** Images that were left out, as they cannot be read; known with the weights. */
  unreadable: whole.optional(),
  threads: whole,
  device: z.enum(["cpu", "webgpu"]),
  deviceWhy: z.string(),
  /** As ROENTGEN_LAYOUT asked. */
  layout: z.enum(["auto", "generic"]),
  start: startSource,
  /** Of somebody's: what is pooled, how, and to how many. */
  encoder: z.strictObject({ features: z.string(), pooling: z.enum(POOLINGS), channels: whole }).optional(),
});

export type Decided = z.infer<typeof decidedSchema>;

/** As config.json holds it. */
export function decidedOf({ options, resolved, device, chosen, start, layout }: Settled): RunConfig["decided"] {
  const { base, encoder } = chosen;
  const decided: Decided = {
    microBatch: resolved.microBatch,
    normalisation: resolved.normalisation,
    enhance: resolved.enhance,
    split: resolved.division,
    fineTuneEpochs: resolved.fineTuning.epochs,
    statistics: resolved.statistics,
    views: resolved.views,
    calibration: resolved.decide.calibration,
    trainedFrom: resolved.trainedFrom,
    sizes: resolved.sizes,
    scaling: resolved.scaling,
    threads: options.threads ?? availableParallelism(),
    device: device.device,
    deviceWhy: device.why,
    layout,
    start: start.source,
    ...(encoder && { encoder: { features: encoder.features.name, pooling: encoder.pooling, channels: base.channels } }),
  };
  return JSON.parse(JSON.stringify(decided)) as RunConfig["decided"]; // what is read-only is a list like any other
}

/** where: the file, for errors. Throws E_RUN_FILE. */
export const decidedIn = ({ decided }: Pick<RunConfig, "decided">, where: string): Decided =>
  parsedAs(decidedSchema, decided, `${where}, decided`);

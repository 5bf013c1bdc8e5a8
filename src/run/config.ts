/**
 * config.json: how a run was made, so that it can be gone on with, repeated and judged. Times and machine stand here only.
 */
import { z } from "zod";
import { sha256Text } from "../util/sha256.ts";

const settings = z.record(z.string(), z.json());

export const configSchema = z.strictObject({
  version: z.literal(1),
  created: z.iso.datetime(),
  /** The command line, as given. */
  command: z.array(z.string()).readonly(),
  data: z.strictObject({
    /** DATA as given. */
    source: z.string(),
    /** The absolute folder that the manifest's paths are relative to. */
    root: z.string(),
  }),
  /** multi, or binary:NAME. */
  task: z.string(),
  recipe: z.enum(["standard", "published"]),
  /** What the model tells apart, by place in its output. */
  names: z.array(z.string()).min(2).readonly(),
  /** In a binary task, the place of NAME; else null. */
  positive: z.int().nonnegative().nullable(),
  network: z.string(),
  imageSize: z.int().positive(),
  enhance: z.boolean(),
  seed: z.int(),
  /** Every option as resolved, by its long name. */
  options: settings,
  /** What the run decided for itself (micro-batch, device...), kept on resume. */
  decided: settings,
  /** SHA-256 of manifest.csv, once the images are read; runs that were made before manifests were sealed have none. */
  manifest: sha256Text.optional(),
  versions: z.record(z.string(), z.string()),
  machine: z.strictObject({
    platform: z.string(),
    architecture: z.string(),
    processor: z.string(),
    cores: z.int().positive(),
    memoryBytes: z.int().positive(),
  }),
});

export type RunConfig = z.infer<typeof configSchema>;

/**
 * Whether it is the whole of a cross-validation: its figures are out of fold, each image's by the member that was not trained on it. Nothing else
 * tells a run's kind: what files and figures it has follows from it.
 */
export const isCrossValidation = ({ options }: Pick<RunConfig, "options">): boolean =>
  options.folds !== undefined && options.fold === undefined;

/** config.json of a run: its options as resolved, what it decided for itself, and what it was made with. */
import { resolve as absolute } from "node:path";
import type { Labelling } from "../dataset/index.ts";
import type { RunConfig } from "../run/index.ts";
import { machine, versions } from "./environment.ts";
import type { Settled } from "./run-work.ts";

interface Origin {
  readonly command: readonly string[];
  readonly created: Date;
  /** DATA as given. */
  readonly data: string;
  readonly root: string;
  readonly labelling: Labelling;
  /** By place, once images are read. */
  readonly classWeights?: readonly number[] | null;
}

export function configOf({ options, resolved, device, chosen }: Settled, origin: Origin): RunConfig {
  const { base, imageSize, encoder } = chosen;
  const { command, created, data, root, labelling, classWeights } = origin;
  return {
    version: 1,
    created: created.toISOString(),
    command: [...command],
    data: { source: data, root: absolute(root) },
    task: options.task,
    recipe: options.recipe,
    names: [...labelling.names],
    positive: labelling.positive,
    network: encoder === null ? options.network : absolute(options.network),
    imageSize,
    enhance: options.enhance,
    seed: options.seed,
    options: JSON.parse(JSON.stringify(options)),
    decided: {
      microBatch: resolved.microBatch,
      normalisation: resolved.normalisation,
      enhance: resolved.enhance && JSON.parse(JSON.stringify(resolved.enhance)),
      split: resolved.division as "file-order" | number[], // JSON is not read-only
      fineTuneEpochs: resolved.fineTuning.epochs,
      statistics: resolved.statistics,
      views: resolved.views,
      calibration: resolved.decide.calibration,
      trainedFrom: resolved.trainedFrom,
      ...(classWeights && { classWeights: [...classWeights] }),
      scaling: resolved.scaling as string | { mean: number[]; deviation: number[] }, // JSON is not read-only
      device: device.device,
      deviceWhy: device.why,
      ...(encoder && {
        encoder: { sha256: encoder.file.sha256, features: encoder.features.name, channels: base.channels },
      }),
    },
    versions: versions(),
    machine: machine(),
  };
}

/** config.json of a run: its options as resolved, what it decided for itself, and what it was made with. */
import { resolve as absolute } from "node:path";
import type { Labelling } from "../dataset/index.ts";
import type { RunConfig } from "../run/index.ts";
import { decidedOf } from "./decided.ts";
import { machine, versions } from "./environment.ts";
import type { Settled } from "./settle.ts";

interface Origin {
  readonly command: readonly string[];
  readonly created: Date;
  /** DATA as given. */
  readonly data: string;
  readonly root: string;
  readonly labelling: Labelling;
}

export function configOf(settled: Settled, origin: Origin): RunConfig {
  const { options, chosen } = settled;
  const { imageSize, encoder } = chosen;
  const { command, created, data, root, labelling } = origin;
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
    decided: decidedOf(settled),
    versions: versions(),
    machine: machine(),
  };
}

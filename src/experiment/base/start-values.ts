/** Where a network starts: at random, from ImageNet, from a weight file, or from the base of an earlier run. */
import { stat } from "node:fs/promises";
import type { Network } from "../../networks/index.ts";
import { runFolder } from "../../run/index.ts";
import { type OnBytes, pretrainedWeights, readWeights } from "../../weights/index.ts";

export interface Start {
  /** As --weights. */
  readonly weights: string;
  /** As --offline. */
  readonly offline: boolean;
}

/** Values of the base by name, in ONNX' layout; none for a random start. */
export async function startValues(
  { weights, offline }: Start,
  network: Network,
  onBytes: OnBytes,
): Promise<ReadonlyMap<string, Float32Array>> {
  if (weights === "none") return new Map();
  const file =
    weights === "imagenet"
      ? await pretrainedWeights(network.name, { onBytes, ...(offline && { offline }) })
      : await weightFile(weights);
  const { base } = await readWeights(file, network);
  return base;
}

/** A run's folder stands for its best checkpoint. */
async function weightFile(weights: string): Promise<string> {
  const isFolder = await stat(weights).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return isFolder ? runFolder(weights).checkpoint.best.weights : weights;
}

/** Where a network starts: at random, from ImageNet, from a weight file, or from the base of an earlier run. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { sha256OfFile } from "../../dataset/index.ts";
import type { Network } from "../../networks/index.ts";
import { runFolder } from "../../run/index.ts";
import { RoentgenError } from "../../util/error.ts";
import { nearest } from "../../util/nearest.ts";
import { systemText } from "../../util/system-text.ts";
import { type OnBytes, pretrainedWeights, readWeights } from "../../weights/index.ts";

/** What is no path. */
const WORDS = ["imagenet", "none"] as const;

export interface Start {
  /** As --weights. */
  readonly weights: string;
  /** As --offline. */
  readonly offline: boolean;
}

/** What the values came from. */
export interface StartSource {
  /** none, imagenet, or the absolute path of a file, or of a run's folder. */
  readonly weights: string;
  /** Of the file that was read; null: none was. */
  readonly sha256: string | null;
}

export interface StartValues {
  /** Of the base by name, in ONNX' layout; none for a random start. */
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly source: StartSource;
}

export async function startValues(
  { weights, offline }: Start,
  network: Network,
  onBytes: OnBytes,
): Promise<StartValues> {
  if (weights === "none") return { values: new Map(), source: { weights, sha256: null } };
  const file =
    weights === "imagenet"
      ? await pretrainedWeights(network.name, { onBytes, ...(offline && { offline }) })
      : await weightFile(weights);
  const { base } = await readWeights(file, network);
  const named = weights === "imagenet" ? weights : resolve(weights);
  return { values: base, source: { weights: named, sha256: await sha256OfFile(file) } };
}

/** Throws E_FILE_UNREADABLE where the values would be read from a file, or a run, that is not there. */
export async function requireStart(weights: string): Promise<void> {
  if (WORDS.some((word) => word === weights)) return;
  await stat(await weightFile(weights)).catch((cause: unknown) => {
    throw notThere(weights, cause);
  });
}

/** A run's folder stands for its best checkpoint. */
async function weightFile(weights: string): Promise<string> {
  const entry = await stat(weights).catch((cause: unknown) => {
    throw notThere(weights, cause);
  });
  return entry.isDirectory() ? runFolder(weights).checkpoint.best.weights : weights;
}

/** It may be a word that was misspelt. */
function notThere(weights: string, cause: unknown): RoentgenError {
  const meant = nearest(weights, WORDS);
  return new RoentgenError("E_FILE_UNREADABLE", "the weights cannot be read", {
    kind: "weights",
    where: weights,
    expected: `${WORDS.join(", ")}, a weight file, or the folder of a run`,
    received: systemText(cause),
    fix: meant === undefined ? `check the path, or give ${WORDS.join(" or ")}` : `did you mean ${meant}?`,
    cause,
  });
}

/**
 * checkpoint/: where a run goes on. Each checkpoint is a folder of its own, made beside its place and put there by a rename: whatever ends the
 * process leaves one that is whole. state.json, written last, names the hashes of the files beside it. The one before is kept, to fall back to.
 *
 *   last/, before/   weights, optimizer and best weights (safetensors), state.json
 *   best/            the best weights once more, for who wants to use them
 */
import { createHash } from "node:crypto";
import { constants, copyFile, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { RoentgenError } from "../util/error.ts";
import { exists } from "../util/exists.ts";
import { makeFolder } from "../util/folder.ts";
import { temporaryFor, unwritable, writeWhole } from "../util/write.ts";
import type { CheckpointFolders, RunFolder } from "./folder.ts";
import { readJson, writeJson } from "./json.ts";
import { bestSchema, type CheckpointState, type EpochPlace, type Standing, stateSchema } from "./state.ts";

const FILES = { weights: "weights.safetensors", optimizer: "optimizer.safetensors", best: "best.safetensors" } as const;
const STATE = "state.json";

/** Bytes in pieces, which need not lie together in memory. */
type Pieces = readonly Uint8Array[];

export interface CheckpointContent {
  readonly standing: Standing;
  readonly weights: Pieces;
  readonly optimizer: Pieces;
  /** these: the weights themselves; as before: those of the checkpoint that stands. */
  readonly best: Pieces | "these" | "as before";
}

export interface KeptCheckpoint {
  readonly state: CheckpointState;
  readonly weights: Uint8Array;
  readonly optimizer: Uint8Array;
  readonly best: Uint8Array;
  /** Why it is not the last one that was written; null: it is. */
  readonly fellBack: string | null;
}

/** Puts a checkpoint in the place of the last one, which becomes the one before. Where that fails, they stay as they were. */
export async function keepCheckpoint({ checkpoint }: RunFolder, content: CheckpointContent): Promise<void> {
  const { last, before, next } = checkpoint;
  try {
    await rm(next, { recursive: true, force: true });
    await makeFolder(next);
    await writeInto(next, content, last);
  } catch (error) {
    await rm(next, { recursive: true, force: true });
    throw error;
  }
  if (await exists(last)) {
    await rm(before, { recursive: true, force: true });
    await rename(last, before);
  }
  await rename(next, last);
  if (content.best !== "as before") await showBest(checkpoint);
}

async function writeInto(folder: string, content: CheckpointContent, last: string): Promise<void> {
  const weights = await write(join(folder, FILES.weights), content.weights);
  const optimizer = await write(join(folder, FILES.optimizer), content.optimizer);
  const best = await writeBest(folder, content.best, { weights, last });
  const files = { [FILES.weights]: weights, [FILES.optimizer]: optimizer, [FILES.best]: best };
  await writeJson(join(folder, STATE), stateSchema, { version: 2, ...content.standing, files });
}

interface Known {
  /** Their SHA-256. */
  readonly weights: string;
  /** Folder of the checkpoint that stands. */
  readonly last: string;
}

/** Returns the SHA-256. */
async function writeBest(folder: string, best: CheckpointContent["best"], { weights, last }: Known): Promise<string> {
  const path = join(folder, FILES.best);
  if (best === "these") {
    await copy(join(folder, FILES.weights), path);
    return weights;
  }
  if (best !== "as before") return write(path, best);
  await copy(join(last, FILES.best), path);
  return (await readJson(join(last, STATE), stateSchema)).files[FILES.best]!;
}

/** Returns the SHA-256. */
async function write(path: string, pieces: Pieces): Promise<string> {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  await writeWhole(path, pieces);
  return hash.digest("hex");
}

/** Shares nothing with the original that a fault of the disk, or another program, could change in both. */
async function copy(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    const file = await open(to, "r+");
    await file.sync().finally(() => file.close());
  } catch (cause) {
    await rm(to, { force: true });
    throw unwritable(to, cause);
  }
}

/** checkpoint/best as the last checkpoint has it. */
async function showBest({ last, best }: CheckpointFolders): Promise<void> {
  const { best: epoch, seed, files } = await readJson(join(last, STATE), stateSchema);
  if (epoch === null) {
    await rm(best.folder, { recursive: true, force: true });
    return;
  }
  await makeFolder(best.folder);
  const temporary = temporaryFor(best.weights);
  await copy(join(last, FILES.best), temporary);
  await rename(temporary, best.weights);
  const weights = { [FILES.weights]: files[FILES.best]! };
  await writeJson(best.state, bestSchema, { version: 2, seed, ...epoch, files: weights });
}

/** The epoch whose weights are kept in checkpoint/best; null: none is better than the start. */
export async function readBest({ checkpoint: { best } }: RunFolder): Promise<EpochPlace | null> {
  if (!(await exists(best.state))) return null;
  const { phase, epoch } = await readJson(best.state, bestSchema);
  return { phase, epoch };
}

/**
 * The last checkpoint that is whole, put in its place, with checkpoint/best as it says; null where none was written yet. Throws E_CHECKPOINT
 * where there were some, and none is whole.
 */
export async function recoverCheckpoint({ checkpoint }: RunFolder): Promise<KeptCheckpoint | null> {
  const { last, before, next } = checkpoint;
  const problems: string[] = [];
  // between the two renames there is no last one, and the next one is whole
  for (const place of (await exists(last)) ? [last, before] : [next, before]) {
    const kept = (await exists(place)) ? await readWhole(place) : null;
    if (typeof kept === "string" && place !== next) problems.push(kept); // the next one may not be written to its end
    if (kept === null || typeof kept === "string") continue;
    await settle(checkpoint, place);
    return { ...kept, fellBack: place === before ? (problems[0] ?? `${last} is not there`) : null };
  }
  if (problems.length === 0) return null;
  throw noneWhole(problems);
}

/** A checkpoint in the place of the last one. */
async function settle(checkpoint: CheckpointFolders, place: string): Promise<void> {
  const { last, next } = checkpoint;
  if (place !== last) {
    await rm(last, { recursive: true, force: true });
    await rename(place, last);
  }
  await rm(next, { recursive: true, force: true });
  await showBest(checkpoint);
}

/** The checkpoint in a folder; or what is wrong with it. */
async function readWhole(folder: string): Promise<Omit<KeptCheckpoint, "fellBack"> | string> {
  try {
    const state = await readJson(join(folder, STATE), stateSchema);
    const read = (name: string): Promise<Uint8Array> => readAsWritten(join(folder, name), state.files[name]);
    const [weights, optimizer, best] = [await read(FILES.weights), await read(FILES.optimizer), await read(FILES.best)];
    return { state, weights, optimizer, best };
  } catch (error) {
    if (error instanceof RoentgenError) return `${error.details.where}: ${error.message}`;
    throw error;
  }
}

async function readAsWritten(path: string, sha256: string | undefined): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw damaged(path, "the file cannot be read");
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) throw damaged(path, "its bytes have changed");
  return bytes;
}

const damaged = (where: string, what: string): RoentgenError =>
  new RoentgenError("E_CHECKPOINT", what, {
    where,
    expected: "the file as it was written",
    received: what,
    fix: "bring it back from a copy",
  });

function noneWhole(problems: readonly string[]): RoentgenError {
  return new RoentgenError("E_CHECKPOINT", "no checkpoint of the run is whole", {
    expected: "weights, optimizer and state as they were written",
    received: problems.join("; "),
    fix: "bring the folder checkpoint back from a copy, or remove it: then the run begins again, with the same images in the same parts",
  });
}

/** Of a run that is finished: the one before is of no more use. */
export async function forgetEarlierCheckpoint({ checkpoint }: RunFolder): Promise<void> {
  for (const folder of [checkpoint.before, checkpoint.next]) await rm(folder, { recursive: true, force: true });
}

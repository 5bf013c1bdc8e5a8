/** Checkpoints of a few bytes: what is there after each write, and after everything that can happen to it. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CheckpointContent, forgetEarlierCheckpoint, keepCheckpoint, recoverCheckpoint } from "./checkpoint.ts";
import { type RunFolder, runFolder } from "./folder.ts";
import type { Standing } from "./state.ts";

let folder: string;
let run: RunFolder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-checkpoint-"));
  run = runFolder(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const standing = (epoch: number, best: number): Standing => ({
  seed: 1,
  phase: "frozen",
  epoch,
  underWay: { steps: 0, loss: 0, right: 0, images: 0 },
  step: epoch,
  optimizer: "adam",
  frozenEpochs: null,
  earlyStopping: { best: 0.5, bestEpoch: best - 1, wait: epoch - best, stop: false },
  reduceRate: { rate: 1e-3, best: 0.5, wait: 0 },
  best: { phase: "frozen", epoch: best, accuracy: 0.5 },
});

/** An epoch whose weights are its number. */
const content = (epoch: number, best: CheckpointContent["best"], bestEpoch = epoch): CheckpointContent => ({
  standing: standing(epoch, bestEpoch),
  weights: [Uint8Array.of(epoch)],
  optimizer: [Uint8Array.of(100), Uint8Array.of(epoch)],
  best,
});

const bytesOf = async (...names: string[]) => [...(await readFile(join(run.checkpoint.folder, ...names)))];
const recovered = async () => {
  const kept = await recoverCheckpoint(run);
  return kept && [kept.state.epoch, [...kept.weights], [...kept.optimizer], [...kept.best], kept.fellBack];
};

async function keepTwo(): Promise<void> {
  await keepCheckpoint(run, content(1, "these"));
  await keepCheckpoint(run, content(2, "as before", 1));
}

test("the last one, the one before, and the best epoch's weights", async () => {
  expect(await recovered()).toBeNull();
  await keepTwo();
  expect(await recovered()).toEqual([2, [2], [100, 2], [1], null]);
  expect(await bytesOf("before", "weights.safetensors")).toEqual([1]);
  expect(await bytesOf("best", "weights.safetensors")).toEqual([1]);
  await keepCheckpoint(run, content(3, [Uint8Array.of(7)], 2));
  expect(await recovered()).toEqual([3, [3], [100, 3], [7], null]);
  expect(await bytesOf("best", "weights.safetensors")).toEqual([7]);
  await forgetEarlierCheckpoint(run);
  expect((await readdir(run.checkpoint.folder)).sort()).toEqual(["best", "last"]);
});

test.each([
  ["weights.safetensors", (path: string) => writeFile(path, "other")],
  ["optimizer.safetensors", (path: string) => rm(path)],
  ["best.safetensors", (path: string) => writeFile(path, "")],
  ["state.json", (path: string) => writeFile(path, "{")],
  ["state.json", (path: string) => rm(path)],
])("a damaged %s: the one before takes its place, and it is told", async (name, damage) => {
  await keepTwo();
  const path = join(run.checkpoint.last, name);
  await damage(path);
  expect(await recovered()).toEqual([1, [1], [100, 1], [1], expect.stringContaining(path)]);
  expect(await recovered()).toEqual([1, [1], [100, 1], [1], null]);
});

test("a checkpoint that was lost: the one before", async () => {
  await keepTwo();
  await rm(run.checkpoint.last, { recursive: true });
  expect(await recovered()).toEqual([1, [1], [100, 1], [1], expect.stringContaining("is not there")]);
});

test("none that is whole is an error that names what is wrong", async () => {
  await keepTwo();
  for (const place of [run.checkpoint.last, run.checkpoint.before]) await writeFile(join(place, "state.json"), "");
  await expect(recoverCheckpoint(run)).rejects.toMatchObject({
    code: "E_CHECKPOINT",
    exitStatus: 3,
    details: { received: expect.stringMatching(/last.*before/s) },
  });
});

test("ended between the two renames: the new one is whole, and takes its place", async () => {
  await keepTwo();
  const { last, next, before } = run.checkpoint;
  await rename(last, next);
  expect(await recovered()).toEqual([2, [2], [100, 2], [1], null]);
  await cp(before, next, { recursive: true });
  await rm(join(next, "state.json")); // ended while it was written
  expect(await recovered()).toEqual([2, [2], [100, 2], [1], null]);
  expect(await readdir(run.checkpoint.folder)).not.toContain(".next");
});

test("checkpoint/best is what the last one says, also where the process ended before it was", async () => {
  await keepTwo();
  await writeFile(run.checkpoint.best.weights, "another");
  await recovered();
  expect(await bytesOf("best", "weights.safetensors")).toEqual([1]);
  expect(JSON.parse(await readFile(run.checkpoint.best.state, "utf8"))).toMatchObject({ phase: "frozen", epoch: 1 });
});

test("where it cannot be written, those that stand stay", async () => {
  await keepTwo();
  const broken = { ...content(3, "these"), standing: { ...standing(3, 3), epoch: -1 } };
  await expect(keepCheckpoint(run, broken)).rejects.toThrow();
  expect(await recovered()).toEqual([2, [2], [100, 2], [1], null]);
});

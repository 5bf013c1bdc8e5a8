/** An experiment with folds: what no fold could be trained with is told once, before anything is begun; the processes of its runs are stubbed. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { writeBlockImages } from "../../../tests/support/block-images.ts";
import { exitStatus } from "../../util/error.ts";
import { parseExperiment } from "./plan-file.ts";
import { runProcess } from "./run-process.ts";
import { runStudy } from "./run-study.ts";
import type { StudyEvent } from "./work-through.ts";

vi.mock("./run-process.ts");

const IMAGES = 24; // of 12 patients
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-every-fold-"));
  const counts = { covid: 12, normal: 12 };
  await writeBlockImages(join(folder, "data"), { counts, size: 32, nameOf: (i) => `p${i >> 1}_${i}.png` });
});
beforeEach(() => {
  vi.mocked(runProcess).mockReset();
  const failure = { status: exitStatus.data, code: "E_DISK_FULL", message: "it failed", fix: null };
  vi.mocked(runProcess).mockResolvedValue({ kind: "failed", failure });
});
afterAll(() => rm(folder, { recursive: true }));

/** Gives the events that were told. */
async function study(out: string, text: string, signal = new AbortController().signal): Promise<StudyEvent[]> {
  const file = `data: ${join(folder, "data")}\npatient-from: '^(p\\d+)_'\nweights: none\nimage-size: 32\nbatch: 8\n${text}`;
  const events: StudyEvent[] = [];
  const place = { folder: join(folder, out), workers: 1, threads: 1 };
  await runStudy(parseExperiment(file, "grid.yaml"), place, (event) => events.push(event), signal);
  return events;
}

const count = (events: readonly StudyEvent[], type: StudyEvent["type"]): number =>
  events.filter((event) => event.type === type).length;

test.each([
  ["more folds than patients of a class", "folds: 8", "E_FOLDS"],
  [
    "of two variants one whose micro-batch no fold has images for",
    "folds: 3\nvariants:\n  small: {batch: 8}\n  large: {batch: 16}",
    "E_OPTION",
  ],
  ["a weight of no class", "folds: 3\nclass-weights: covd=2", "E_OPTION"],
])("%s: nothing is begun", async (_, text, code) => {
  await expect(study("none", text)).rejects.toMatchObject({ code });
  expect(runProcess).not.toHaveBeenCalled();
  expect(existsSync(join(folder, "none"))).toBe(false);
});

test("files are read once for all variants, and not again where an experiment goes on; new runs are looked at", async () => {
  const two = "folds: 3\nseed: [1, 2]";
  const first = await study("goes-on", two);
  expect([count(first, "hashing"), count(first, "hashed")]).toEqual([1, IMAGES]);
  expect(first.findIndex(({ type }) => type === "experiment")).toBe(IMAGES + 1);
  expect(runProcess).toHaveBeenCalledTimes(6);
  expect(count(await study("goes-on", two), "hashing")).toBe(0);
  expect(count(await study("goes-on", "folds: 3\nseed: [1, 2, 3]"), "hashing")).toBe(1);
});

test("without folds, files are left to the runs", async () => {
  expect(count(await study("plain", "seed: [1, 2]"), "hashing")).toBe(0);
});

test("interrupted while files are read: nothing is begun", async () => {
  await expect(study("none", "folds: 3", AbortSignal.abort())).rejects.toMatchObject({ code: "E_INTERRUPTED" });
  expect(existsSync(join(folder, "none"))).toBe(false);
});

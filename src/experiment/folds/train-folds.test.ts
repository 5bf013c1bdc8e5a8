/** Cross-validations that cannot be trained, or not gone on with as asked; the processes of their runs are stubbed. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { writeBlockImages } from "../../../tests/support/block-images.ts";
import { exitStatus } from "../../util/error.ts";
import type { GivenOptions } from "../options.ts";
import { type Outcome, runProcess } from "../study/run-process.ts";
import { resumeFolds, trainFolds } from "./train-folds.ts";

vi.mock("../study/run-process.ts");

const SMALL = { weights: "none", imageSize: 32, batch: 8, threads: 1, patientFrom: "^(p\\d+)_" };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-folds-"));
  const counts = { covid: 12, normal: 12 }; // of 6 patients each
  await writeBlockImages(join(folder, "data"), { counts, size: 32, nameOf: (i) => `p${i >> 1}_${i}.png` });
  const rare = { covid: 3, normal: 12 };
  await writeBlockImages(join(folder, "rare"), { counts: rare, size: 32, nameOf: (i) => `p${i}_${i}.png` });
});
beforeEach(() => void vi.mocked(runProcess).mockReset());
afterAll(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;
const begin = (given: GivenOptions, out: string, data = "data") => {
  const place = { data: join(folder, data), out: join(folder, out), created: new Date(0), workers: 1 };
  return trainFolds({ ...place, given: { ...SMALL, ...given }, requirements: [] }, () => {}, never);
};
const goOn = (given: GivenOptions, out: string, data: string | null = null) =>
  resumeFolds({ folder: join(folder, out), data, given, workers: 1, requirements: [] }, () => {}, never);

const failing = (code: string, status: number, fix: string): Outcome => ({
  kind: "failed",
  failure: { code, status, message: "it failed", fix },
});

test.each<[string, GivenOptions, string, string]>([
  ["fewer images of a class than folds", { folds: 4 }, "rare", "E_FOLDS"],
  ["fewer patients than folds, though images enough", { folds: 8 }, "data", "E_FOLDS"],
  ["a micro-batch that no fold has images for", { folds: 3, batch: 16 }, "data", "E_OPTION"],
  ["a weight of no class", { folds: 3, classWeights: "covd=2" }, "data", "E_OPTION"],
])("%s: told once, before anything is begun", async (_, given, data, code) => {
  await expect(begin(given, "none", data)).rejects.toMatchObject({ code });
  expect(runProcess).not.toHaveBeenCalled();
  expect(existsSync(join(folder, "none"))).toBe(false);
});

test("by image there are folds enough where patients are too few", async () => {
  vi.mocked(runProcess).mockResolvedValue(failing("E_OPTION", exitStatus.usage, "give another"));
  await expect(begin({ folds: 8, by: "image" }, "by-image")).rejects.toMatchObject({ code: "E_RUNS_FAILED" });
  expect(runProcess).toHaveBeenCalledTimes(8);
});

test("interrupted while files are read: nothing is left", async () => {
  const place = { data: join(folder, "data"), out: join(folder, "none"), created: new Date(0), workers: 1 };
  const request = { ...place, given: { ...SMALL, folds: 3 }, requirements: [] };
  await expect(trainFolds(request, () => {}, AbortSignal.abort())).rejects.toMatchObject({ code: "E_INTERRUPTED" });
  expect(existsSync(join(folder, "none"))).toBe(false);
});

test("options that fail would fail again: a new cross-validation; this one goes on with its own", async () => {
  vi.mocked(runProcess).mockResolvedValue(failing("E_OPTION", exitStatus.usage, "give --batch 30"));
  await expect(begin({ folds: 3 }, "failed")).rejects.toMatchObject({
    code: "E_RUNS_FAILED",
    details: { fix: "give --batch 30; then begin anew with it in another folder (--out)" },
  });
  for (const [given, flag] of [
    [{ batch: "30" }, "--batch"],
    [{ epochs: "4" }, "--epochs"],
    [{ fold: "1" }, "--fold"],
  ] as const)
    await expect(goOn(given, "failed")).rejects.toMatchObject({
      code: "E_OPTION",
      exitStatus: 2,
      message: `${flag} would make another run of it`,
      details: { where: join(folder, "failed") },
    });
  await expect(goOn({}, "failed", folder)).rejects.toMatchObject({ code: "E_OPTION", details: { received: folder } });
  expect(runProcess).toHaveBeenCalledTimes(3);
});

test("what passes is gone on with, and with other options that change no result", async () => {
  vi.mocked(runProcess).mockResolvedValue(failing("E_DISK_FULL", exitStatus.data, "make room"));
  const fix = `make room; then go on by: roentgen train --resume ${join(folder, "passing")}`;
  await expect(begin({ folds: 3 }, "passing")).rejects.toMatchObject({ details: { fix } });
  vi.mocked(runProcess).mockClear();
  const again = { folds: "3", batch: "8", threads: "2", offline: true, cache: false };
  await expect(goOn(again, "passing", join(folder, "data"))).rejects.toMatchObject({ details: { fix } });
  expect(vi.mocked(runProcess).mock.calls.map(([words]) => words)).toEqual(
    [0, 1, 2].map((fold) =>
      expect.arrayContaining(["--fold", String(fold), "--threads", "1", "--offline", "--no-cache"]),
    ),
  );
});

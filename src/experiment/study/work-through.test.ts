/** What is not there is told before any run is begun; the processes of runs are stubbed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { writeBlockImages } from "../../../tests/support/block-images.ts";
import type { GivenOptions } from "../options.ts";
import { runProcess } from "./run-process.ts";
import { workThrough } from "./work-through.ts";

vi.mock("./run-process.ts");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-through-"));
  await writeBlockImages(join(folder, "data"), {
    counts: { covid: 2, normal: 2 },
    size: 32,
    nameOf: (i) => `${i}.png`,
  });
});
beforeEach(() => void vi.mocked(runProcess).mockReset().mockResolvedValue({ kind: "interrupted" }));
afterAll(() => rm(folder, { recursive: true }));

const go = (...options: GivenOptions[]) => {
  const runs = options.map((each, i) => ({ name: `run-${i}`, options: each, values: {} }));
  const work = { data: join(folder, "data"), judge: "validation", reason: null, runs } as const;
  const place = { folder: join(folder, "study"), workers: 1, threads: 1 };
  return workThrough(work, place, () => {}, new AbortController().signal);
};

test.each<[string, GivenOptions, object]>([
  ["weights", { weights: "runs/nothere" }, { code: "E_FILE_UNREADABLE", details: { where: "runs/nothere" } }],
  ["an encoder", { network: "nothere.onnx" }, { code: "E_FILE_UNREADABLE" }],
  ["a table of parts", { split: "nothere.csv" }, { code: "E_SPLIT_TABLE" }],
  ["a class of weights", { classWeights: "covd=2" }, { code: "E_OPTION" }],
])("%s of one run that are not there end the experiment before its first run", async (_, wrong, error) => {
  await expect(go({ weights: "none" }, wrong)).rejects.toMatchObject(error);
  expect(runProcess).not.toHaveBeenCalled();
});

test("words for weights name no file", async () => {
  await go({ weights: "none" }, { weights: "imagenet" });
  expect(runProcess).toHaveBeenCalledTimes(2);
});

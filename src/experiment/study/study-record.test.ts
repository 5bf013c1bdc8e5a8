/** Runs are known by their options: longer lists rename none that is there, and other options are another experiment. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plannedRuns } from "./plan.ts";
import { parseExperiment } from "./plan-file.ts";
import { type StudyFolder, studyFolder } from "./study-folder.ts";
import { keepRecord, recordedRun } from "./study-record.ts";

let study: StudyFolder;

beforeEach(async () => {
  study = studyFolder(await mkdtemp(join(tmpdir(), "roentgen-record-")));
});
afterEach(() => rm(study.folder, { recursive: true }));

/** The names of the folders, for options of the file. */
async function namesFor(options: string, data = "/images"): Promise<string[]> {
  const runs = plannedRuns(parseExperiment(`data: images\n${options}`, "grid.yaml")).map(recordedRun);
  const asked = { version: 1 as const, data, judge: "validation" as const, reason: null, threads: 2, runs };
  return (await keepRecord(study, asked)).runs.map(({ name }) => name);
}

test.each(["seed: 1\n", ""])("a value that becomes a list (%j) leaves its runs in their folders", async (seed) => {
  expect(await namesFor(`enhance: [true, false]\n${seed}`)).toEqual(["enhance", "no-enhance"]);
  const longer = ["enhance", "enhance-seed-2", "no-enhance", "no-enhance-seed-2"];
  expect(await namesFor("enhance: [true, false]\nseed: [1, 2]\n")).toEqual(longer);
  expect(await namesFor("enhance: [true, false]\nseed: [1, 2]\n")).toEqual(longer);
});

test("runs that were taken out are found again", async () => {
  await namesFor("seed: [1, 2]\n");
  expect(await namesFor("seed: 2\n")).toEqual(["seed-2"]);
  expect(await namesFor("seed: [2, 1]\nepochs: [50, 3]\n")).toEqual([
    "seed-2",
    "seed-2-epochs-3",
    "seed-1",
    "seed-1-epochs-3",
  ]);
});

test("two runs of the same options have a folder each", async () => {
  await namesFor("");
  expect(await namesFor("variants: {one: {}, two: {}}\n")).toEqual(["run", "two"]);
});

test.each([
  ["of the same name", "seed: 1\nepochs: 4\n"],
  ["that a longer list names otherwise", "seed: [1, 2]\nepochs: 4\n"],
])("other options of a run %s are another experiment", async (_, options) => {
  await namesFor("seed: 1\nepochs: 3\n");
  await expect(namesFor(options)).rejects.toMatchObject({
    code: "E_EXPERIMENT_OTHER",
    details: { expected: expect.stringContaining('"epochs":3'), received: expect.stringContaining('"epochs":4') },
  });
});

test("other data are another experiment, and told as such", async () => {
  await namesFor("seed: 1\n");
  await expect(namesFor("seed: 1\n", "/others")).rejects.toMatchObject({
    details: { expected: "data: /images", received: "data: /others" },
  });
});

/** Runs are known by their options: longer lists and corrections rename none that is there, and options of none of them are another experiment. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plannedRuns } from "./plan.ts";
import { parseExperiment } from "./plan-file.ts";
import { runPath, type StudyFolder, studyFolder } from "./study-folder.ts";
import { keepRecord, readRecord, recordedRun, unbegunRuns } from "./study-record.ts";

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

/** Runs of these names have written their options. */
async function begin(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(runPath(study, { name }), { recursive: true });
    await writeFile(join(runPath(study, { name }), "config.json"), "{}");
  }
}

const VARIANTS = "variants: {good: {}, bad: {weights: runs/nothere}}\n";
const CORRECTED = "variants: {good: {}, bad: {weights: runs/there}, more: {epochs: 3}}\n";

test("a variant that never began is corrected under its name, and the others keep theirs", async () => {
  await namesFor(VARIANTS);
  await begin("good");
  expect(await namesFor(CORRECTED)).toEqual(["good", "bad", "more"]);
  expect((await readRecord(study)).takenOut).toEqual([]);
});

test("a variant that began stays in its folder: the corrected one has another, also the next time", async () => {
  await namesFor(VARIANTS);
  await begin("good", "bad");
  for (let i = 0; i < 2; i++) expect(await namesFor(CORRECTED)).toEqual(["good", "bad-2", "more"]);
  expect((await readRecord(study)).takenOut.map(({ name }) => name)).toEqual(["bad"]);
  expect(await namesFor(VARIANTS)).toEqual(["good", "bad"]);
});

test("variants that exchange their names exchange no folders", async () => {
  await namesFor("variants: {one: {epochs: 3}, two: {epochs: 4}}\n");
  await begin("one", "two");
  expect(await namesFor("variants: {one: {epochs: 4}, two: {epochs: 3}}\n")).toEqual(["two", "one"]);
  expect(await namesFor("variants: {one: {epochs: 5}, two: {epochs: 3}}\n")).toEqual(["one-2", "one"]);
});

test("runs that began are told from those that did not, whatever they are called now", async () => {
  await namesFor(VARIANTS);
  await begin("good");
  const runs = plannedRuns(parseExperiment("data: images\nvariants: {first: {}, bad: {epochs: 3}}\n", "grid.yaml"));
  expect((await unbegunRuns(study, runs)).map(({ name }) => name)).toEqual(["bad"]);
});

test.each([
  ["of the same name", "seed: 1\nepochs: 4\n"],
  ["that a longer list names otherwise", "seed: [1, 2]\nepochs: 4\n"],
])(
  "other options of a run %s, of all that is there, are another experiment; nothing is to be removed",
  async (_, options) => {
    await namesFor("seed: 1\nepochs: 3\n");
    await begin("run");
    await expect(namesFor(options)).rejects.toMatchObject({
      code: "E_EXPERIMENT_OTHER",
      details: {
        expected: expect.stringContaining('"epochs":3'),
        received: expect.stringContaining('"epochs":4'),
        fix: "give this one another folder by --out (or name: in the file); what is there stays",
      },
    });
  },
);

test("where no run has begun, all options may be others", async () => {
  await namesFor("epochs: 3\n");
  expect(await namesFor("epochs: 4\n")).toEqual(["run"]);
});

test("other data are another experiment, and told as such", async () => {
  await namesFor("seed: 1\n");
  await expect(namesFor("seed: 1\n", "/others")).rejects.toMatchObject({
    details: { expected: "data: /images", received: "data: /others" },
  });
});

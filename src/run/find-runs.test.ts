import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeRun } from "../../tests/support/made-run.ts";
import { findRuns, requireRun } from "./find-runs.ts";
import type { RunFolder } from "./folder.ts";

let folder: string;
let run: RunFolder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-find-"));
  run = await makeRun(folder, "normal", []);
});
afterEach(() => rm(folder, { recursive: true }));

test("runs are found in a folder by name, also a damaged one, and no other folders", async () => {
  await mkdir(join(folder, "another/checkpoint"), { recursive: true });
  await writeFile(join(folder, "another/manifest.csv"), "");
  expect(await findRuns(folder)).toEqual([join(folder, "another"), run.folder]);
  expect(await findRuns(run.folder)).toEqual([run.folder]);
  await expect(findRuns(join(folder, "nowhere"))).rejects.toMatchObject({ code: "E_FOLDER", exitStatus: 2 });
});

test("runs of experiments are found below", async () => {
  const one = join(folder, "experiments/grid/runs/one");
  await mkdir(join(one, "checkpoint"), { recursive: true });
  await writeFile(join(one, "manifest.csv"), "");
  for (const place of ["experiments", "experiments/grid", "experiments/grid/runs"])
    expect(await findRuns(join(folder, place))).toEqual([one]);
});

test("a folder of runs, as that of a cross-validation that is not finished, is told to be one", async () => {
  const study = join(folder, "grid");
  await mkdir(join(study, "runs"), { recursive: true });
  await expect(requireRun(study)).rejects.toMatchObject({
    code: "E_RUN_FILE_MISSING",
    exitStatus: 2,
    details: { fix: expect.stringContaining(`roentgen train --resume ${study}`) },
  });
});

test("a folder that is no run is wrong usage, with the run that was meant", async () => {
  await expect(requireRun(run.folder)).resolves.toBeUndefined();
  const told = (received: string, fix: unknown) => ({
    code: "E_RUN_FILE_MISSING",
    exitStatus: 2,
    details: { received, fix },
  });
  await expect(requireRun(join(folder, "ruun"))).rejects.toMatchObject(
    told("nothing there", `did you mean ${run.folder}?`),
  );
  await expect(requireRun(folder)).rejects.toMatchObject(
    told("a folder without config.json", expect.stringContaining("roentgen runs list")),
  );
});

/** What a cross-validation is concluded from: files of its members' runs, which may have been changed. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { intoFolds } from "../../../tests/support/made-folds.ts";
import { predictionsOfTwo } from "../../../tests/support/made-predictions.ts";
import { makeRun } from "../../../tests/support/made-run.ts";
import { type RunFolder, runFolder } from "../../run/index.ts";
import { concludeFolds, finishedFolds } from "./conclude-folds.ts";

let folder: string;
let runs: RunFolder[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-conclude-"));
  runs = await Promise.all(["0", "1"].map((name) => makeRun(join(folder, name), "normal", [])));
  for (const run of runs) await intoFolds(run, predictionsOfTwo("balanced"), 2);
});
afterEach(() => rm(folder, { recursive: true }));

const change = async ({ manifest }: RunFolder): Promise<void> =>
  writeFile(manifest, (await readFile(manifest, "utf8")).replace(/,1\r\n/, ",0\r\n"));

test("a member whose manifest was changed is told, and nothing is concluded", async () => {
  await change(runs[1]!);
  const whole = runFolder(join(folder, "whole"));
  const members = runs.map((run) => run.folder);
  await expect(concludeFolds(whole, members, 1)).rejects.toMatchObject({
    code: "E_MANIFEST_CHANGED",
    details: { where: runs[1]!.manifest },
  });
  expect(await finishedFolds(whole.folder)).toBe(null);
});

test("one that is finished is given only with its manifest as it was", async () => {
  const [whole] = runs;
  expect(await finishedFolds(whole!.folder)).toMatchObject({ metrics: { part: "out of fold" } });
  await change(whole!);
  await expect(finishedFolds(whole!.folder)).rejects.toMatchObject({ code: "E_MANIFEST_CHANGED" });
});

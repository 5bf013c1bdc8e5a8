/** Figures of the test part and the ledger of its openings, read together, whatever was done to either. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeJudgedRun } from "../../tests/support/judged-runs.ts";
import { type RunFolder, runFolder } from "./folder.ts";
import { readJudged } from "./judged.ts";

let run: RunFolder;
beforeEach(async () => {
  const said = ["normal", "covid", "covid"].map((label, i) => ({ image: `${i}`, label, p: i / 2 }));
  const folder = await mkdtemp(join(tmpdir(), "roentgen-judged-"));
  run = runFolder(await writeJudgedRun(join(folder, "run"), { validation: said, test: said }));
});
afterEach(() => rm(join(run.folder, ".."), { recursive: true }));

async function change(path: string, from: RegExp, to: string): Promise<void> {
  const text = await readFile(path, "utf8");
  expect(text).toMatch(from);
  await writeFile(path, text.replace(from, to));
}

const SOME = "0".repeat(64);

test("as they were written", async () => {
  const { metrics, ledger, withoutFigures } = await readJudged(run);
  expect([metrics.test[0]!.line, withoutFigures]).toEqual([ledger[0]!.sha256, []]);
});

test.each<[string, () => Promise<void>, RegExp]>([
  ["the only line changed", () => change(run.ledger, /a test/, "a TEST"), /do not belong together/],
  ["its date changed", () => change(run.ledger, /2026-01-01/, "2025-01-01"), /do not belong together/],
  [
    "the line's hash changed",
    () => change(run.metrics, /"line": "\w+"/, `"line": "${SOME}"`),
    /do not belong together/,
  ],
  ["the line's hash removed", () => change(run.metrics, /"line": "\w+",/, ""), /do not belong together/],
  [
    "a figure changed",
    () => change(run.metrics, /("test": [\s\S]*?"estimate": )0\.\d+/, "$10.999"),
    /the figures in metrics\.json do not belong/,
  ],
  ["the ledger emptied", () => writeFile(run.ledger, ""), /lost its end/],
  ["the ledger removed", () => rm(run.ledger), /lost its end/],
  [
    "the ledger removed, and figures too",
    async () => {
      await rm(run.ledger);
      await writeFile(run.metrics, JSON.stringify({ version: 2, validation: null, test: [] }));
    },
    /lost its end/,
  ],
])("%s: told", async (_, tamper, message) => {
  await tamper();
  await expect(readJudged(run)).rejects.toMatchObject({
    code: "E_LEDGER",
    exitStatus: 3,
    message: expect.stringMatching(message),
  });
});

test("files from before lines had figures, and figures a line, are read as they are", async () => {
  await change(run.ledger, /"manifest":"\w+","figures":"\w+",/, "");
  await change(run.metrics, /"line": "\w+",/, "");
  expect((await readJudged(run)).metrics.test).toHaveLength(1);
});

test("nothing judged yet: how to go on, or who works on it", async () => {
  for (const path of [run.metrics, run.ledger, run.predictions.test]) await rm(path);
  await expect(readJudged(run)).rejects.toMatchObject({
    code: "E_RUN_UNFINISHED",
    exitStatus: 3,
    details: { fix: expect.stringContaining("roentgen train --resume") },
  });
  await writeFile(run.lock, JSON.stringify({ pid: process.ppid, host: hostname(), began: null }));
  await expect(readJudged(run)).rejects.toMatchObject({
    code: "E_RUN_LOCKED",
    exitStatus: 2,
    message: expect.stringContaining(`process ${process.ppid}`),
  });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeJudgedRun } from "../../tests/support/judged-runs.ts";
import { sha256OfFile } from "../dataset/index.ts";
import { type RunFolder, runFolder } from "./folder.ts";
import { requireSealed } from "./seal.ts";

let run: RunFolder;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-seal-"));
  run = runFolder(await writeJudgedRun(join(folder, "run"), { test: [{ image: "1", label: "covid", p: 0.9 }] }));
});
afterEach(() => rm(join(run.folder, ".."), { recursive: true }));

const OTHER = "a".repeat(64);
const broken = (by: string) => ({
  code: "E_MANIFEST_CHANGED",
  exitStatus: 3,
  details: { where: run.manifest, received: OTHER, expected: expect.stringMatching(new RegExp(`${by} has it$`)) },
});
const remove = async (path: string, key: RegExp) => writeFile(path, (await readFile(path, "utf8")).replace(key, ""));

test("config.json holds the manifest, and so does each opening", async () => {
  const manifest = await sha256OfFile(run.manifest);
  expect(await requireSealed(run, manifest)).toBe(true);
  await expect(requireSealed(run, OTHER)).rejects.toMatchObject(broken("config\\.json"));
  await remove(run.config, /"manifest": "\w+",/);
  expect(await requireSealed(run, manifest)).toBe(true);
  await expect(requireSealed(run, OTHER)).rejects.toMatchObject(broken("line 1 of ledger\\.jsonl"));
});

test("a run from before manifests were sealed has no seal", async () => {
  await remove(run.config, /"manifest": "\w+",/);
  await rm(run.ledger);
  expect(await requireSealed(run, OTHER)).toBe(false);
});

import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeJudgedRun } from "../../tests/support/judged-runs.ts";
import { sha256OfFile } from "../dataset/index.ts";
import { type RunFolder, runFolder } from "../run/index.ts";
import { readManifest } from "./run-manifest.ts";

let run: RunFolder;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "roentgen-run-manifest-"));
  const said = ["normal", "covid"].map((label, i) => ({ image: `${i}`, patient: `00${i}`, label, p: i }));
  run = runFolder(await writeJudgedRun(join(folder, "run"), { validation: said, test: said }));
});
afterEach(() => rm(join(run.folder, ".."), { recursive: true }));

const rewrite = async (change: (text: string) => string): Promise<void> =>
  writeFile(run.manifest, change(await readFile(run.manifest, "utf8")));

test("as it was written, or saved again by a program that has its own line ends and quotes", async () => {
  const manifest = await readManifest(run);
  expect(manifest).toMatchObject({ isSealed: true, sha256: await sha256OfFile(run.manifest) });
  await rewrite((text) => `\uFEFF${text.replaceAll("\r\n", "\n").replaceAll("covid", '"covid"')}`);
  expect(await readManifest(run)).toEqual(manifest);
});

test.each<[string, (text: string) => string]>([
  ["another part", (text) => text.replace(",test,", ",train,")],
  ["another label", (text) => text.replace("covid", "normal")],
  ["another order", (text) => text.split("\r\n").toSorted().join("\r\n")],
  ["a row less", (text) => text.replace(/[^\n]+\n$/, "")],
  ["numbers as a spreadsheet has them", (text) => text.replaceAll(",001,", ",1,")],
  ["semicolons", (text) => text.replaceAll(",", ";")],
])("%s: told", async (_, change) => {
  await rewrite(change);
  await expect(readManifest(run)).rejects.toMatchObject({
    code: "E_MANIFEST_CHANGED",
    details: { where: run.manifest, fix: expect.stringContaining("spreadsheet") },
  });
});

test("no other place reads the manifest of a run", () => {
  const readers = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .filter((path) => /parseManifest\(|readRunFile\([^)]*manifest/.test(readFileSync(join("src", path), "utf8")));
  expect(readers.toSorted()).toEqual(["dataset/manifest.ts", "evaluation/run-manifest.ts"]);
});

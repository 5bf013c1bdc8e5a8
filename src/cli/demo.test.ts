import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roentgen, signalled } from "../../tests/support/command-line.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-demo-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("never writes over anything; wrong options are wrong usage", async () => {
  await mkdir(join(folder, "mine", "images"), { recursive: true });
  const taken = await roentgen(folder, "demo", "--out", "mine", "--json");
  expect([taken.status, JSON.parse(taken.stderr)]).toMatchObject([2, { code: "E_FOLDER_EXISTS", where: "mine" }]);
  const seed = await roentgen(folder, "demo", "--seed", "x");
  expect([seed.status, seed.stderr]).toEqual([2, expect.stringContaining("--seed cannot be")]);
  expect(await readdir(folder)).toEqual(["mine"]);
});

test.skipIf(process.platform === "win32")("Ctrl-C ends it with 130, and says how to go on", async () => {
  const { status, stderr } = await signalled("SIGINT", folder, /\d %/, "demo", "--out", "half");
  expect([status, stderr]).toEqual([130, expect.stringMatching(/1\/5 phantoms.*E_INTERRUPTED.*remove half/s)]);
});

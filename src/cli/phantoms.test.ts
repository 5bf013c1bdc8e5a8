import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, roentgen as run, signalled } from "../../tests/support/command-line.ts";

let folder: string;

const roentgen = (...args: string[]): Promise<Outcome> => run(folder, ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-phantoms-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a set is made, told, and split by patient", async () => {
  const made = await roentgen("phantoms", "out", "--count", "60", "--size", "32");
  expect([made.status, made.stdout]).toEqual([0, "60 phantoms in out\n"]);
  expect(made.stderr).toMatch(/100 %, 60 of 60 images/);
  expect(await readdir(join(folder, "out"))).toEqual(["diffuse-opacity", "lobar-opacity", "normal"]);
  const split = await roentgen("split", "out", "--patient-from", "^(p\\d+)_");
  expect([split.status, split.stderr]).toEqual([0, expect.stringContaining("0 images without a known patient")]);
});

test("JSON for programs; a folder that is there is refused; a wrong option is wrong usage", async () => {
  const made = await roentgen("phantoms", "json", "--count", "1", "--size", "32", "--seed", "9", "--json");
  expect([made.stderr, JSON.parse(made.stdout)]).toMatchObject(["", { type: "phantoms", count: 1, size: 32, seed: 9 }]);
  const again = await roentgen("phantoms", "json", "--json");
  expect([again.status, JSON.parse(again.stderr)]).toMatchObject([2, { code: "E_FOLDER_EXISTS", where: "json" }]);
  const option = await roentgen("phantoms", "other", "--size", "8");
  expect([option.status, option.stderr]).toEqual([2, expect.stringContaining("--size cannot be")]);
});

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "%s ends it with 130, and nothing is left",
  async (signal) => {
    const before = await readdir(folder);
    const { status, stderr } = await signalled(
      signal,
      folder,
      /\d %/,
      "phantoms",
      "half",
      "--count",
      "400",
      "--size",
      "64",
    );
    expect([status, stderr]).toEqual([130, expect.stringMatching(/E_INTERRUPTED.*run it again/s)]);
    expect(await readdir(folder)).toEqual(before);
  },
);

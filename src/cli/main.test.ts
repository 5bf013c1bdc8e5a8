import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, roentgen as run } from "../../tests/support/command-line.ts";

let folder: string;

const roentgen = (...args: string[]): Promise<Outcome> => run(folder, ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-cli-"));
  for (const label of ["covid", "normal"]) {
    await mkdir(join(folder, "data", label), { recursive: true });
    for (let i = 0; i < 20; i++) await writeFile(join(folder, "data", label, `${i}.png`), `${label} ${i}`);
  }
});
afterAll(() => rm(folder, { recursive: true }));

test("split writes the manifest and prints the counts", async () => {
  const { status, stdout } = await roentgen("split", "data", "--out", "manifest.csv");
  expect(status).toBe(0);
  expect(stdout).toContain("train             14      14");
  const lines = (await readFile(join(folder, "manifest.csv"), "utf8")).trim().split("\r\n");
  expect(lines[0]).toBe("path,sha256,label,patient,split,fold");
  expect(lines).toHaveLength(41);
});

test("an unknown option and an unknown class are wrong usage, with a suggestion", async () => {
  const option = await roentgen("split", "data", "--sed", "3");
  expect([option.status, option.stderr]).toEqual([2, expect.stringContaining("did you mean --seed?")]);
  const choice = await roentgen("split", "data", "--recipe", "publishd");
  expect([choice.status, choice.stderr]).toEqual([2, expect.stringContaining("did you mean published?")]);
  const task = await roentgen("split", "data", "--task", "binary:covit");
  expect([task.status, task.stderr]).toEqual([2, expect.stringContaining("did you mean --task binary:covid?")]);
});

test("data that is not there is unusable data, told as JSON where asked", async () => {
  const { status, stderr } = await roentgen("split", "nowhere", "--json");
  expect(status).toBe(3);
  expect(JSON.parse(stderr)).toMatchObject({ type: "error", code: "E_DATASET", where: "nowhere" });
});

test.each<[string[], string]>([
  [["split", "data", "--sed", "3"], "unknown option '--sed'"],
  [["split"], "missing required argument 'data'"],
  [["splitt"], "unknown command 'splitt'"],
  [["split", "data", "--json", "--seed"], "argument missing"],
  [["weights", "got"], "unknown command 'got'"],
])("%j is told to programs as one line of JSON", async (words, message) => {
  const { status, stderr } = await roentgen(...words, ...(words.includes("--json") ? [] : ["--json"]));
  const parts = {
    expected: expect.any(String),
    received: expect.stringContaining(words.join(" ")),
    fix: expect.any(String),
  };
  const told = { type: "error", code: "E_USAGE", message: expect.stringContaining(message), ...parts };
  expect([status, JSON.parse(stderr)]).toEqual([2, told]);
});

test("the help has an example", async () => {
  expect((await roentgen("--help")).stdout).toMatch(/^Examples?:\n {2}roentgen \w/m);
});

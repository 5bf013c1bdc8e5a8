import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Outcome, roentgen } from "../../tests/support/command-line.ts";
import { featureSet } from "../../tests/support/feature-set.ts";
import { rowKey } from "../training/feature-cache/feature-set.ts";
import { FeatureStore } from "../training/feature-cache/feature-store.ts";

let folder: string;
const shelf = () => join(folder, "cache/features");
const cache = (...args: string[]): Promise<Outcome> => roentgen(folder, "cache", ...args);

function keep(network: string, rows: number): void {
  const store = FeatureStore.open({ folder: shelf(), limit: 1e9 }, featureSet({ network }), expect.unreachable);
  for (let i = 0; i < rows; i++) store.add([rowKey(`${i}`)], new Float32Array(4));
  store.close();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-cache-test-"));
  vi.stubEnv("ROENTGEN_CACHE", join(folder, "cache"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("an empty cache is listed and cleared", async () => {
  expect(await cache("list")).toMatchObject({
    status: 0,
    stdout: "",
    stderr: expect.stringContaining("0 kB of at most 10.0 GB"),
  });
  expect(await cache("clear", "--all")).toMatchObject({ status: 0, stdout: "removed 0 kB\n" });
});

test("sets are listed, the last used first, and those that are old or all are removed", async () => {
  keep("older", 3);
  for (const name of await readdir(shelf())) await utimes(join(shelf(), name), 0, new Date("2026-01-02T03:04:05Z"));
  keep("newer", 2);
  keep("newer", 5);
  const { stdout } = await cache("list");
  expect(stdout.split("\n").map((line) => line.split(/ {2,}/).slice(1, 4).join(" "))).toEqual([
    "network image size features",
    "newer 8 7",
    "older 8 3",
    "",
  ]);
  expect(stdout).toContain("1 kB  2026-01-02 03:04\n");
  const listed = (await cache("list", "--json")).stdout.trim().split("\n");
  expect(JSON.parse(listed[1]!)).toMatchObject({
    features: 3,
    lastUsed: "2026-01-02T03:04:05.000Z",
    set: { network: "older" },
  });

  expect((await cache("clear", "--older-than", "1", "--json")).stdout).toMatch(/"removedBytes":[1-9]/);
  expect((await cache("list")).stdout).not.toContain("older");
  expect((await cache("clear", "--all")).status).toBe(0);
  expect(await readdir(shelf())).toEqual([]);
});

test("what is to be removed must be said; a limit is a size", async () => {
  const code = async (...args: string[]) => /\((E_\w+)\)/.exec((await cache(...args)).stderr)?.[1];
  for (const args of [["clear"], ["clear", "--all", "--older-than", "3"], ["clear", "--older-than", "soon"]])
    expect(await code(...args)).toBe("E_OPTION");
  vi.stubEnv("ROENTGEN_CACHE_LIMIT", "much");
  expect(await code("list")).toBe("E_CACHE_LIMIT");
  vi.stubEnv("ROENTGEN_CACHE_LIMIT", "500MB");
  expect((await cache("list")).stderr).toContain("of at most 500.0 MB");
});

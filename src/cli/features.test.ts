import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { roentgen, signalled } from "../../tests/support/command-line.ts";
import { writeImage } from "../../tests/support/made-run.ts";

const SMALL = ["--network", "nasnetmobile", "--weights", "none", "--image-size", "32", "--device", "cpu"];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-features-"));
  for (const [data, count] of [
    ["few", 2],
    ["many", 400],
  ] as const) {
    await mkdir(join(folder, data, "normal"), { recursive: true });
    for (let i = 0; i < count; i++) await writeImage(join(folder, data, "normal", `${i}.png`), 100);
  }
  await writeFile(join(folder, "few/normal/broken.png"), "no image");
});
afterAll(() => rm(folder, { recursive: true }));

test("what cannot be read has no row, is counted, and ends it with 3", async () => {
  const { status, stdout, stderr } = await roentgen(folder, "features", "few", ...SMALL, "--out", "few.npy", "--json");
  expect([status, JSON.parse(stdout)]).toMatchObject([3, { type: "features-file", rows: 2, skipped: 1 }]);
  expect(JSON.parse(stderr)).toMatchObject({ type: "error", code: "E_IMAGE_FORMAT" });
});

test("--no-cache keeps nothing, and gives the same bytes", async () => {
  const cache = join(folder, "cache");
  vi.stubEnv("ROENTGEN_CACHE", cache);
  const written = async (...args: string[]) => {
    await roentgen(folder, "features", "few", ...SMALL, "--out", "some.npy", ...args);
    return { bytes: await readFile(join(folder, "some.npy")), isKept: existsSync(cache) };
  };
  const without = await written("--no-cache");
  const kept = await written();
  vi.unstubAllEnvs();
  expect([without.isKept, kept.isKept]).toEqual([false, true]);
  expect(without.bytes.equals(kept.bytes)).toBe(true);
});

test.skipIf(process.platform === "win32")("Ctrl-C ends it with 130, and nothing is left", async () => {
  const before = await readdir(folder);
  const { status, stderr } = await signalled("SIGINT", folder, /\d %/, "features", "many", ...SMALL);
  expect([status, stderr]).toEqual([130, expect.stringMatching(/E_INTERRUPTED.*run it again/s)]);
  expect(await readdir(folder)).toEqual(before);
});

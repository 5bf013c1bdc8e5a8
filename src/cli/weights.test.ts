import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Outcome, roentgen as run } from "../../tests/support/command-line.ts";
import { formatDownload } from "./byte-progress.ts";

let folder: string;
const roentgen = (...args: string[]): Promise<Outcome> => run(folder, "weights", ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roentgen-weights-"));
  vi.stubEnv("ROENTGEN_CACHE", join(folder, "cache"));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("list says what is here", async () => {
  const { status, stdout } = await roentgen("list");
  expect([status, stdout]).toEqual([0, expect.stringContaining("roentgen weights get nasnetmobile")]);
  const lines = (await roentgen("list", "--json")).stdout.trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { there: boolean }).there)).toEqual(Array(6).fill(false));
});

test("get refuses what a mirror has instead, and never goes out when offline", async () => {
  const server = createServer((_, response) => void response.end("something else"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const wrong = await roentgen("get", "nasnetmobile", "--mirror", mirror);
  server.close();
  expect(wrong).toMatchObject({ status: 7, stderr: expect.stringContaining("E_WEIGHTS_HASH") });
  await expect(access(join(folder, "cache/weights/NASNet-mobile-no-top.h5"))).rejects.toThrow();

  vi.stubEnv("ROENTGEN_OFFLINE", "1");
  const offline = await roentgen("get", "nasnetmobile");
  expect(offline).toMatchObject({ status: 7, stderr: expect.stringContaining("--weights none") });
  expect((await roentgen("get", "nasnetmobil")).stderr).toContain("did you mean nasnetmobile?");
});

test("check and convert refuse what holds no weights", async () => {
  await writeFile(join(folder, "notes.h5"), "no weights");
  expect((await roentgen("check", "notes.h5")).status).toBe(7);
  expect((await roentgen("convert", "notes.h5", "out.h5")).status).toBe(2);
  expect((await roentgen("check", "notes.h5", "--netwrk", "resnet101")).stderr).toContain("--network");
});

test("a download's progress counts from where it was taken up", () => {
  expect(formatDownload(12e6, 20e6, 2e6, 1)).toBe("12.0 MB of 20.0 MB, 2.0 MB/s, 4 s left");
  expect(formatDownload(12e6, null, 2e6, 1)).toBe("12.0 MB, 2.0 MB/s");
});

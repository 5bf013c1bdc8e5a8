import fs, { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { featureSet } from "../../../tests/support/feature-set.ts";
import { rowKey } from "./feature-set.ts";
import { FeatureStore } from "./feature-store.ts";

vi.mock("node:fs", { spy: true });
const { readSync, writeSync } = await vi.importActual<typeof fs>("node:fs");

const set = featureSet({ channels: 2 });
const keys = [rowKey("image")];
const row = Float32Array.of(1, 2);
let folder: string;
let problems: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "roentgen-failing-"));
  problems = [];
});
afterEach(() => {
  vi.resetAllMocks(); // as they are without a spy
  rmSync(folder, { recursive: true });
});

const open = () => FeatureStore.open({ folder, limit: 1e9 }, set, (problem) => problems.push(problem));
const filesOpen = (): number => readdirSync("/dev/fd").length;
const fails = (code: string) => (): never => {
  throw Object.assign(new Error(`${code}: of the disk`), { code });
};

test.each([0, 1, 2])("a disk that is full after %i writes: told once, no file is left, none open", (writes) => {
  const before = filesOpen();
  const store = open();
  let done = 0;
  vi.mocked(fs.writeSync).mockImplementation((...given: Parameters<typeof fs.writeSync>) =>
    done++ < writes ? writeSync(...given) : fails("ENOSPC")(),
  );
  for (let i = 0; i < 2; i++) store.add(keys, row);
  store.close();
  expect([problems.length, readdirSync(folder), filesOpen()]).toEqual([1, [], before]);
});

test("keys that the disk does not give any more are none, and stop nobody", () => {
  const store = open();
  store.add(keys, row);
  store.close();
  let reads = 0;
  vi.mocked(fs.readSync).mockImplementation((...given: Parameters<typeof fs.readSync>) =>
    reads++ === 0 ? readSync(...given) : fails("EIO")(),
  );
  const again = open();
  expect(again.read(keys[0]!, new Float32Array(2))).toBe(false);
  again.close();
});

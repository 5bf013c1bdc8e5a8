import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks } from "../../../tests/support/blocks.ts";
import { smallNetworks } from "../../../tests/support/networks/index.ts";
import type { Pixels } from "../../image/index.ts";
import { baseOf, initialParameters } from "../../networks/index.ts";
import { nodeRuntime } from "../../runtime/index.ts";
import { stream } from "../../util/random.ts";
import { augmentationAt } from "../augmentation.ts";
import { openBaseFeatures } from "../base-features.ts";

import type { PixelSource } from "../pixel-source.ts";
import { cachedFeatures } from "./cached-features.ts";
import { openFeatureStore } from "./open-store.ts";

const SIZE = 64;
const plan = { imageSize: SIZE, scaling: "symmetric" } as const;
const runtime = nodeRuntime({ threads: 2 });
const base = baseOf(smallNetworks.small_nasnet({}));
const parameters = initialParameters(base.variables, (name) => stream(1, "initial", name), new Map());
const draw = augmentationAt(
  { flip: true, turn: 0.1, crop: 0, brightness: 0, contrast: 0 },
  { seed: 1, phase: "frozen", epoch: 2 },
);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "roentgen-cached-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Images by their names, in any order. */
const source = (...names: readonly string[]): PixelSource => ({
  width: SIZE,
  height: SIZE,
  read: (i): Pixels => ({ width: SIZE, height: SIZE, channels: 1, data: blocks(names[i]!, SIZE, SIZE, 1) }),
  identity: (i) => names[i]!,
});

const open = async () => {
  const features = await openBaseFeatures(runtime, base, parameters, plan);
  const shelf = { folder, limit: 1e9, made: {} };
  const computing = { ...plan, base, parameters, runtime, features };
  return cachedFeatures(features, await openFeatureStore(shelf, computing, expect.unreachable));
};

test("an image's features are the same to the bit, computed in any company or looked up; only what is new is computed", async () => {
  const computed = await openBaseFeatures(runtime, base, parameters, plan);
  const expected = await computed.of(source("a", "b", "c", "d", "e"), [0, 1, 2, 3, 4], draw);
  const { channels } = computed;
  const row = (rows: Float32Array, place: number) => [...rows.subarray(place * channels, (place + 1) * channels)];

  const cold = await open();
  const some = await cold.of(source("e", "c", "a"), [2, 0], draw); // a and e
  expect([row(some, 0), row(some, 1), cold.cached]).toEqual([row(expected, 0), row(expected, 4), 0]);
  await cold.release();

  const warm = await open();
  expect([...(await warm.of(source("a", "b", "c", "d", "e"), [0, 1, 2, 3, 4], draw))]).toEqual([...expected]);
  expect(warm.cached).toBe(2);
  await warm.release();

  const full = await open();
  expect([...(await full.of(source("e", "d", "c", "b", "a"), [4, 3, 2, 1, 0], draw))]).toEqual([...expected]);
  expect(full.cached).toBe(5);
  const plain = await full.of(source("a"), [0]); // as it is
  expect([row(plain, 0), full.cached]).toEqual([row(await computed.of(source("a"), [0]), 0), 5]);
  expect(row(plain, 0)).not.toEqual(row(expected, 0));
  await full.release();
  await computed.release();
});

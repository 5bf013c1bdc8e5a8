import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallNetworks } from "../../../tests/support/networks/index.ts";
import { baseOf, initialParameters } from "../../networks/index.ts";
import { stream } from "../../util/random.ts";
import { rowKey } from "./feature-set.ts";
import { openFeatureStore } from "./open-store.ts";

const base = baseOf(smallNetworks.small_nasnet({}));
const parameters = initialParameters(base.variables, (name) => stream(1, "initial", name), new Map());
const key = rowKey("image");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "roentgen-open-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** On a device whose features are all of one value; pixels: the version of the pixel work. */
const open = (value: number, pixels = 1) =>
  openFeatureStore(
    { folder, limit: 1e9, made: { pixels } },
    {
      base,
      parameters,
      runtime: { name: "a GPU" },
      features: { of: (_, chosen) => Promise.resolve(new Float32Array(chosen.length * base.channels).fill(value)) },
      imageSize: 64,
      scaling: "symmetric",
    },
    expect.unreachable,
  );

test("features of a device that answers otherwise, or of other pixel work, are not those of this one", async () => {
  const first = await open(1);
  first.add([key], new Float32Array(base.channels));
  first.close();
  const found: boolean[] = [];
  for (const store of [await open(1), await open(1 + 2 ** -20), await open(1, 2)]) {
    found.push(store.read(key, new Float32Array(base.channels)));
    store.close();
  }
  expect(found).toEqual([true, false, false]);
  expect(readdirSync(folder)).toHaveLength(2);
});

import { fstatSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { labellingOf } from "../dataset/index.ts";
import { type RunConfig, runFolder } from "../run/index.ts";
import { createPixelFile } from "../training/index.ts";
import { keepMaterial } from "./keep-material.ts";

test("where nothing can be written, the file of pixels does not stay open", async () => {
  const pixels = createPixelFile(tmpdir(), { width: 4, height: 4, channels: 3, images: 0 });
  const labelling = labellingOf({ kind: "multi" }, ["covid", "normal"], "standard");
  const material = { root: "data", task: "multi", labelling, pixels, images: [] };
  const run = runFolder(join(tmpdir(), "roentgen-nowhere"));
  await expect(keepMaterial(run, config, material, { classWeights: null, unreadable: 0 })).rejects.toMatchObject({
    code: "E_FILE_UNWRITABLE",
  });
  expect(() => fstatSync(pixels.file.descriptor)).toThrow("EBADF");
});

const config: RunConfig = {
  ...{ version: 1, created: "2026-01-01T00:00:00Z", command: [], data: { source: "data", root: "/data" } },
  ...{ task: "multi", recipe: "standard", names: ["covid", "normal"], positive: null, network: "nasnetmobile" },
  ...{ imageSize: 4, enhance: true, seed: 1, options: {}, decided: {}, versions: {} },
  machine: { platform: "any", architecture: "any", processor: "any", cores: 1, memoryBytes: 1 },
};

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodePng } from "../image/index.ts";
import { readableAmong } from "./images.ts";

test("of images, those that can be read, in their order", async () => {
  const root = await mkdtemp(join(tmpdir(), "roentgen-images-"));
  const png = encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) });
  const images = Array.from({ length: 40 }, (_, i) => ({ path: `${i}.png`, label: "normal", patient: null }));
  for (const [i, { path }] of images.entries()) await writeFile(join(root, path), i % 3 === 0 ? "broken" : png);
  const prepare = { size: { width: 4, height: 4 }, enhance: null };
  const found = await readableAmong(images, { root, prepare, threads: 1 });
  expect(found).toEqual(images.filter((_, i) => i % 3 !== 0));
  await rm(root, { recursive: true });
});

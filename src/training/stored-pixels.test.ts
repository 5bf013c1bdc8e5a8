import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import type { Pixels } from "../image/index.ts";
import { closePixelFile, createPixelFile, openPixels, writePixels } from "./stored-pixels.ts";

const image = (channels: 1 | 3, value: number): Pixels => ({
  width: 2,
  height: 1,
  channels,
  data: new Uint8Array(2 * channels).map((_, i) => value + i),
});

test("grey and coloured images of one file come back as they were", () => {
  const images = [image(1, 7), image(3, 20), image(1, 100)];
  const pixels = createPixelFile(tmpdir(), { width: 2, height: 1, channels: 3, images: 3 });
  for (const record of [2, 0, 1]) writePixels(pixels, record, images[record]!);
  const stored = openPixels({ pixels, records: [1, 0, 2], identities: ["a", "b", "c"] });
  expect([stored.width, stored.height]).toEqual([2, 1]);
  expect([0, 1, 2].map((i) => structuredClone(stored.read(i)))).toEqual([images[1], images[0], images[2]]);
  expect(stored.identity(2)).toBe("c");
  closePixelFile(pixels);
});

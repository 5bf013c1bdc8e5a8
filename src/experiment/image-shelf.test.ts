import { mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePixelFile, createPixelFile, openPixels, writePixels } from "../training/index.ts";
import { imageShelf } from "./image-shelf.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "roentgen-shelf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SIZE = { width: 3, height: 2 };
const images = ["a", "b"].map((sha256) => ({ sha256 }));
const prepare = { size: SIZE, enhance: null };
const made = () => createPixelFile(folder, { ...SIZE, channels: 3, images: 2 });
const shelf = (size = SIZE) => imageShelf(images, { ...prepare, size }, join(folder, "images"))!;
const pixelsOf = (channels: 1 | 3, value: number) => ({
  ...SIZE,
  channels,
  data: new Uint8Array(6 * channels).fill(value),
});

test("what one run has read another takes as it was, grey or in colour; other preparations are not there", async () => {
  const read = made();
  writePixels(read, 0, pixelsOf(1, 7));
  writePixels(read, 1, pixelsOf(3, 200));
  expect(shelf().take(read)).toBe(false);
  await shelf().keep(read);
  const taken = made();
  expect(shelf().take(taken)).toBe(true);
  const source = openPixels({ pixels: taken, records: [0, 1], identities: ["a", "b"] });
  expect(source.read(0)).toMatchObject({ channels: 1, data: pixelsOf(1, 7).data });
  expect(source.read(1)).toMatchObject({ channels: 3, data: pixelsOf(3, 200).data });
  expect(shelf({ width: 2, height: 3 }).take(taken)).toBe(false);
  closePixelFile(read);
  closePixelFile(taken);
});

test("a file that was cut off is not taken; without a folder nothing is shared", () => {
  const [file] = readdirSync(join(folder, "images")) as [string];
  truncateSync(join(folder, "images", file), 5);
  const pixels = made();
  expect(shelf().take(pixels)).toBe(false);
  closePixelFile(pixels);
  expect(imageShelf(images, prepare, "")).toBeNull();
});

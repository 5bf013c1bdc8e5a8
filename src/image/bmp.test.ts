/** Bitmaps written here by hand, after the description of the format. */
import { expect, test } from "vitest";
import { decodeBmp } from "./bmp.ts";

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

/** palette: B, G, R, 0 for every colour; rows: as they lie in the file, padded to 4 bytes. */
function bitmap({ width, height, bits, compression = 0, palette = [], rows }: Bitmap): Uint8Array {
  const start = 54 + palette.length;
  const bytes = new Uint8Array(start + rows.flat().length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  bytes.set(palette, 54);
  bytes.set(rows.flat(), start);
  return bytes;
}

const pixels = (image: Bitmap): number[] => [...decodeBmp(bitmap(image), "a.bmp", 100).data];
const blackAndRed = [0, 0, 0, 0, 0, 0, 255, 0];
const bottomUp = {
  width: 2,
  height: 2,
  bits: 24,
  rows: [
    [1, 2, 3, 4, 5, 6, 0, 0],
    [7, 8, 9, 10, 11, 12, 0, 0],
  ],
};

test("24 bits: blue, green, red, from the bottom row", () => {
  expect(pixels(bottomUp)).toEqual([9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4]);
});

test("a negative height means from the top", () => {
  expect(pixels({ ...bottomUp, height: -2 })).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10]);
});

test("32 bits: the fourth byte says nothing", () => {
  expect(pixels({ width: 1, height: 1, bits: 32, rows: [[1, 2, 3, 99]] })).toEqual([3, 2, 1]);
});

test.each([
  [1, [0b01000000, 0, 0, 0]],
  [4, [0x01, 0x00, 0, 0]],
  [8, [0, 1, 0, 0]],
])("%i bits: the palette, from the highest bits of a byte", (bits, row) => {
  expect(pixels({ width: 3, height: 1, bits, palette: blackAndRed, rows: [row] })).toEqual([
    0, 0, 0, 255, 0, 0, 0, 0, 0,
  ]);
});

test("run-length compression, a cut file and a large one are errors that say so", () => {
  const read =
    (image: Bitmap, cut = 0) =>
    () =>
      decodeBmp(bitmap(image).slice(0, cut || undefined), "a.bmp", 4);
  expect(read({ ...bottomUp, bits: 8, compression: 1 })).toThrow(
    expect.objectContaining({ code: "E_IMAGE_FORMAT", details: expect.objectContaining({ where: "a.bmp" }) }),
  );
  expect(read(bottomUp, -1)).toThrow(expect.objectContaining({ code: "E_IMAGE_TRUNCATED" }));
  expect(read({ ...bottomUp, width: 3 })).toThrow(expect.objectContaining({ code: "E_IMAGE_TOO_LARGE" }));
});

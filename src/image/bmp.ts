/**
 * Reading BMP (Windows bitmaps, "BM"): 1, 4 and 8 bits with a palette, 24 and 32 bits, uncompressed. Microsoft, BITMAPFILEHEADER
 * and BITMAPINFOHEADER; the 12-byte header of OS/2 too. Rows go from the bottom unless the height is negative, in steps of 4 bytes.
 */
import { RoentgenError } from "../util/error.ts";
import type { Pixels } from "./pixels.ts";

interface Header {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly paletteStart: number;
  readonly paletteEntry: 3 | 4;
  readonly pixelStart: number;
}

/** Three channels. maxPixels: a larger image is refused before memory is taken for it. */
export function decodeBmp(bytes: Uint8Array, where: string, maxPixels: number): Pixels {
  if (bytes.length < 26) throw cutOff(where, 26, bytes.length);
  const header = readHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), where);
  requireReadable(header, where, maxPixels);
  const { width, height, bits } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const end = header.pixelStart + stride * height;
  if (bytes.length < end) throw cutOff(where, end, bytes.length);
  const colours = bits <= 8 ? readPalette(bytes, header) : null;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = header.pixelStart + stride * (header.topDown ? y : height - 1 - y);
    const [row, out] = [bytes.subarray(start, start + stride), data.subarray(y * width * 3, (y + 1) * width * 3)];
    if (colours === null) copyRow(row, bits / 8, out);
    else lookUpRow(row, bits, colours, out);
  }
  return { width, height, channels: 3, data };
}

function readHeader(view: DataView, where: string): Header {
  const size = view.getUint32(14, true);
  const pixelStart = view.getUint32(10, true);
  if (size === 12) {
    const [width, height, bits] = [view.getUint16(18, true), view.getUint16(20, true), view.getUint16(24, true)];
    return { width, height, topDown: false, bits, compression: 0, paletteStart: 26, paletteEntry: 3, pixelStart };
  }
  if (view.byteLength < 54) throw cutOff(where, 54, view.byteLength);
  const height = view.getInt32(22, true);
  return {
    width: view.getInt32(18, true),
    height: Math.abs(height),
    topDown: height < 0,
    bits: view.getUint16(28, true),
    compression: view.getUint32(30, true),
    paletteStart: 14 + size,
    paletteEntry: 4,
    pixelStart,
  };
}

function requireReadable({ width, height, bits, compression }: Header, where: string, maxPixels: number): void {
  if (compression !== 0 || ![1, 4, 8, 24, 32].includes(bits) || width <= 0 || height <= 0) {
    throw new RoentgenError("E_IMAGE_FORMAT", "this kind of BMP cannot be read", {
      where,
      expected: "1, 4, 8, 24 or 32 bits, uncompressed",
      received: `${width} x ${height}, ${bits} bits, compression ${compression}${compression in RLE ? " (run-length)" : ""}`,
      fix: "save it as PNG",
    });
  }
  if (width * height > maxPixels) throw tooLarge(where, `${width} x ${height} pixels`, maxPixels);
}

const RLE = { 1: "RLE8", 2: "RLE4" };

/** RGB of every level that a pixel can have; entries that the file lacks are black. */
function readPalette(bytes: Uint8Array, { bits, paletteStart, paletteEntry, pixelStart }: Header): Uint8Array {
  const colours = new Uint8Array(3 * 2 ** bits);
  for (let i = 0, at = paletteStart; i < colours.length && at + 3 <= pixelStart; i += 3, at += paletteEntry) {
    colours.set([bytes[at + 2]!, bytes[at + 1]!, bytes[at]!], i);
  }
  return colours;
}

/** B G R (unused) -> R G B. */
function copyRow(row: Uint8Array, pixelBytes: number, out: Uint8Array): void {
  for (let i = 0, at = 0; i < out.length; i += 3, at += pixelBytes) {
    out[i] = row[at + 2]!;
    out[i + 1] = row[at + 1]!;
    out[i + 2] = row[at]!;
  }
}

/** The leftmost pixel is in the highest bits of a byte. */
function lookUpRow(row: Uint8Array, bits: number, colours: Uint8Array, out: Uint8Array): void {
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  for (let x = 0; x * 3 < out.length; x++) {
    const shift = 8 - bits * ((x % perByte) + 1);
    const level = (row[Math.floor(x / perByte)]! >> shift) & mask;
    out.set(colours.subarray(3 * level, 3 * level + 3), 3 * x);
  }
}

const cutOff = (where: string, expected: number, received: number): RoentgenError =>
  new RoentgenError("E_IMAGE_TRUNCATED", "the image is cut off", {
    where,
    expected: `${expected} bytes`,
    received: `${received} bytes`,
    fix: "get the file again",
  });

/** Also for the formats that a library reads. */
export const tooLarge = (where: string, received: string, maxPixels: number): RoentgenError =>
  new RoentgenError("E_IMAGE_TOO_LARGE", "the image is too large", {
    where,
    expected: `at most ${maxPixels} pixels`,
    received,
    fix: "scale it down first",
  });

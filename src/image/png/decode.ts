/**
 * PNGs as most radiographs are: 8 bits, grey, RGB or RGB with alpha (which is dropped), not interlaced. In half of sharp's time; what is
 * anything else, or in any way odd, is left to sharp, which also says what is wrong with it.
 */
import { inflateSync } from "node:zlib";
import type { Pixels } from "../pixels.ts";
import { type Chunk, chunksOf } from "./chunks.ts";
import { unfilter } from "./unfilter.ts";

interface Header {
  readonly width: number;
  readonly height: number;
  readonly colour: number;
}

/** Channels by the number of the colour: grey, RGB, RGB with alpha. */
const CHANNELS = new Map([
  [0, 1],
  [2, 3],
  [6, 4],
]);

/** Chunks that matter, and those that change nothing in the pixels as they are wanted here: without gamma, profiles, texts. */
const MATTER = ["IHDR", "IDAT", "IEND"];
const IGNORED = "PLTE gAMA cHRM sRGB iCCP sBIT bKGD pHYs tIME tEXt zTXt iTXt hIST".split(" ");
const KNOWN = new Set([...MATTER, ...IGNORED]);
/** DEFLATE makes of a byte at most 1032. */
const LARGEST_RATIO = 1032;

/** null: not one of these. */
export function decodePlainPng(png: Uint8Array, maxPixels: number): Pixels | null {
  const chunks = [...chunksOf(png)];
  if (!areWhole(chunks)) return null;
  const header = plainHeader(chunks[0]!.content);
  if (header === null || header.width * header.height > maxPixels) return null;
  const { width, height, colour } = header;
  const stored = CHANNELS.get(colour)!;
  const length = width * stored;
  const parts = chunks.filter(({ name }) => name === "IDAT").map(({ content }) => content);
  const rows = inflated(parts, height * (1 + length));
  const data = rows && unfilter(rows, length, stored);
  if (data === null) return null;
  return stored === 4
    ? { width, height, channels: 3, data: withoutAlpha(data) }
    : { width, height, channels: stored === 1 ? 1 : 3, data };
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0, at = 0; i < rgb.length; i += 3, at += 4) {
    rgb[i] = rgba[at]!;
    rgb[i + 1] = rgba[at + 1]!;
    rgb[i + 2] = rgba[at + 2]!;
  }
  return rgb;
}

function areWhole(chunks: readonly Chunk[]): boolean {
  const names = chunks.map(({ name }) => name);
  const framed = names.lastIndexOf("IHDR") === 0 && names.at(-1) === "IEND";
  return framed && chunks.every((chunk) => KNOWN.has(chunk.name) && chunk.isSound());
}

/** width, height: 4 bytes each; then depth, colour, compression, filter, interlace. */
function plainHeader(content: Uint8Array): Header | null {
  if (content.length !== 13) return null;
  const view = new DataView(content.buffer, content.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour, ...methods] = content.subarray(8);
  if (width === 0 || height === 0 || depth !== 8 || methods.some((method) => method !== 0)) return null;
  return colour !== undefined && CHANNELS.has(colour) ? { width, height, colour } : null;
}

/** Exactly `size` bytes, or null. */
function inflated(parts: readonly Uint8Array[], size: number): Uint8Array | null {
  const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  if (size > LARGEST_RATIO * bytes.length) return null; // no room for what cannot come
  try {
    const chunkSize = Math.max(size + 1, Buffer.poolSize); // in one piece, and never in the memory that small Buffers share
    const rows = inflateSync(bytes, { chunkSize, maxOutputLength: size });
    return rows.length === size ? new Uint8Array(rows.buffer, rows.byteOffset, size) : null;
  } catch {
    return null;
  }
}

/**
 * PNGs as most radiographs are: 8 bits, grey or RGB, not interlaced. In half of sharp's time; what is anything else, or in any way odd, is
 * left to sharp, which also says what is wrong with it.
 */
import { inflateSync } from "node:zlib";
import type { Pixels } from "../pixels.ts";
import { type Chunk, chunksOf } from "./chunks.ts";
import { unfilter } from "./unfilter.ts";

interface Header {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

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
  const length = header.width * header.channels;
  const parts = chunks.filter(({ name }) => name === "IDAT").map(({ content }) => content);
  const rows = inflated(parts, header.height * (1 + length));
  const data = rows && unfilter(rows, length, header.channels);
  return data && { ...header, data };
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
  if (colour !== 0 && colour !== 2) return null;
  return { width, height, channels: colour === 0 ? 1 : 3 };
}

/** Exactly `size` bytes, or null. */
function inflated(parts: readonly Uint8Array[], size: number): Uint8Array | null {
  const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  if (size > LARGEST_RATIO * bytes.length) return null; // no room for what cannot come
  try {
    const rows = inflateSync(bytes, { chunkSize: Math.max(size + 1, 64), maxOutputLength: size });
    return rows.length === size ? rows : null;
  } catch {
    return null;
  }
}

/** Pixels to PNG: nothing is lost, and everything opens it. */
import { constants, deflateSync } from "node:zlib";
import type { Pixels } from "../pixels.ts";
import { chunk, SIGNATURE } from "./chunks.ts";

const GREY = 0;
const RGB = 2;
/** Each byte as its difference from the one above it. */
const UP = 2;

/** The bytes of a PNG, 8 bits, grey or RGB. Runs alone are sought: on radiographs no larger than what a full search finds, in a third of the time. */
export function encodePng({ data, width, height, channels }: Pixels): Uint8Array {
  const header = new Uint8Array(13); // no interlacing
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  view.setUint8(8, 8);
  view.setUint8(9, channels === 1 ? GREY : RGB);
  const rows = filtered(data, width * channels);
  const chunkSize = Math.max(rows.length, 64); // in one piece
  const pixels = deflateSync(rows, { level: 1, strategy: constants.Z_RLE, chunkSize });
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", new Uint8Array())]);
}

/** Rows of `length` bytes, each after the number of its filter. */
function filtered(data: Uint8Array, length: number): Uint8Array {
  const rows = data.length / length;
  const out = new Uint8Array(data.length + rows);
  for (let y = 0, at = 0, i = 0; y < rows; y++) {
    out[at++] = UP;
    for (const end = at + length; at < end; at++, i++) out[at] = data[i]! - (y === 0 ? 0 : data[i - length]!);
  }
  return out;
}

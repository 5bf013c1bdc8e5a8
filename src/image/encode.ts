/** Pixels to PNG: nothing is lost, and everything opens it. */
import sharp from "sharp";
import type { Pixels } from "./pixels.ts";

/** The bytes of a PNG, 8 bits, grey or RGB. */
export function encodePng({ data, width, height, channels }: Pixels): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .png({ compressionLevel: 3 })
    .toBuffer();
}

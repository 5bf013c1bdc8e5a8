/** Pixels to JPEG: small enough to stand inside a page, for the eye only. */
import sharp from "sharp";
import type { Pixels } from "./pixels.ts";

/** At which a radiograph shows no blocks. */
const QUALITY = 80;

export async function encodeJpeg({ data, width, height, channels }: Pixels): Promise<Uint8Array> {
  const image = sharp(data, { raw: { width, height, channels } });
  return image.jpeg({ quality: QUALITY, mozjpeg: true }).toBuffer();
}

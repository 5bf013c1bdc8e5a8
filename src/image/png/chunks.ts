/** What a PNG is made of (ISO/IEC 15948): a signature, then chunks of length, name, content and CRC. */
import { crc32 } from "node:zlib";

export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export interface Chunk {
  readonly name: string;
  readonly content: Uint8Array;
  /** Whether name and content are what the CRC says. */
  isSound(): boolean;
}

/** Bytes besides the content. */
const FRAME = 12;
const latin1 = new TextDecoder("latin1");

/** From the first chunk to IEND, or to where the file is cut off. */
export function* chunksOf(png: Uint8Array): Generator<Chunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  let at = SIGNATURE.length;
  while (at + FRAME <= png.length) {
    const [start, end] = [at + 8, at + 8 + view.getUint32(at)];
    if (end + 4 > png.length) return;
    const name = latin1.decode(png.subarray(at + 4, start));
    const named = png.subarray(at + 4, end);
    yield {
      name,
      content: png.subarray(start, end),
      isSound: () => crc32(named) === view.getUint32(end),
    };
    if (name === "IEND") return;
    at = end + 4;
  }
}

/** Whether a PNG has all of its chunks: decoders are content with the pixels. */
export function pngIsWhole(png: Uint8Array): boolean {
  for (const { name } of chunksOf(png)) if (name === "IEND") return true;
  return false;
}

/** The bytes of a chunk. */
export function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

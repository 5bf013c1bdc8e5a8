/** An image by formula, as blocks() of tests/golden/generate/imaging.py: a coarse mosaic in 20..219 plus noise in 0..35. */
import { uniform01 } from "./formula.ts";

const BLOCK = 8; // pixels

/** height x width x channels bytes, interleaved. */
export function blocks(name: string, height: number, width: number, channels: number): Uint8Array {
  const across = Math.ceil(width / BLOCK);
  const mosaic = uniform01(`${name}/mosaic`, Math.ceil(height / BLOCK) * across * channels);
  const noise = uniform01(`${name}/noise`, height * width * channels);
  return Uint8Array.from(noise, (u, index) => {
    const channel = index % channels;
    const column = Math.floor(index / channels) % width;
    const row = Math.floor(index / (channels * width));
    const block = (Math.floor(row / BLOCK) * across + Math.floor(column / BLOCK)) * channels + channel;
    return Math.trunc(mosaic[block]! * 200 + 20) + Math.trunc(u * 36);
  });
}

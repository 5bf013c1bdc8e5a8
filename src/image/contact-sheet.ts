/**
 * Images before and after, side by side, many on one sheet: for the eye to judge.
 */
import { type Pixels, toRgb } from "./pixels.ts";
import { resize } from "./resize.ts";

export interface Pair {
  readonly before: Pixels;
  readonly after: Pixels;
}

const BOX = 224; // pixels, both ways
const GAP = 12;
const PAIRS_ACROSS = 3;
const PAIR_WIDTH = 2 * BOX + GAP;

/** RGB on white; rows of three pairs, before to the left of after. At least one pair. */
export function contactSheet(pairs: readonly Pair[]): Pixels {
  const across = Math.min(pairs.length, PAIRS_ACROSS);
  const width = across * PAIR_WIDTH + GAP;
  const height = Math.ceil(pairs.length / across) * (BOX + GAP) + GAP;
  const sheet: Pixels = { width, height, channels: 3, data: new Uint8Array(width * height * 3).fill(255) };
  for (const [i, { before, after }] of pairs.entries()) {
    const left = GAP + (i % across) * PAIR_WIDTH;
    const top = GAP + Math.floor(i / across) * (BOX + GAP);
    paste(sheet, intoBox(before), left, top);
    paste(sheet, intoBox(after), left + BOX, top);
  }
  return sheet;
}

/** Into the box, its shape kept. */
function intoBox(image: Pixels): Pixels {
  const scale = BOX / Math.max(image.width, image.height);
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return toRgb(resize(image, side(image.width), side(image.height)));
}

/** In the middle of the box whose upper left corner is given. */
function paste(sheet: Pixels, image: Pixels, boxLeft: number, boxTop: number): void {
  const left = boxLeft + Math.floor((BOX - image.width) / 2);
  const top = boxTop + Math.floor((BOX - image.height) / 2);
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width * 3, (y + 1) * image.width * 3);
    sheet.data.set(row, ((top + y) * sheet.width + left) * 3);
  }
}

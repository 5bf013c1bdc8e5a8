/**
 * Contrast-limited adaptive histogram equalisation (Zuiderveld 1994), bit for bit cv2.createCLAHE(...).apply on 8-bit grey.
 * Each tile has a table from its clipped histogram; a pixel is mapped by the tables of the four tiles around it, bilinearly.
 * Arithmetic is OpenCV's: float32 after every step, halves to even.
 */
import type { Pixels } from "./pixels.ts";

export interface ClaheOptions {
  /** How far a histogram may rise over an even one; 0 sets no limit. */
  readonly clipLimit: number;
  readonly tilesX: number;
  readonly tilesY: number;
}

const LEVELS = 256;
const WHOLE = 2 ** 23; // from here on float32 has no fractions
const { fround } = Math;

/** image: one channel, any size; any grid, also one finer than the image. */
export function clahe(image: Pixels, options: ClaheOptions): Pixels {
  const padded = padToTiles(image, options);
  const tileWidth = padded.width / options.tilesX;
  const tileHeight = padded.height / options.tilesY;
  const tables = tileTables(padded, tileWidth, tileHeight, options);
  const across = neighbours(image.width, tileWidth, options.tilesX);
  const down = neighbours(image.height, tileHeight, options.tilesY);
  return { ...image, data: interpolate(image, tables, across, down, options.tilesX) };
}

/** Where either side does not divide, both are padded below and to the right, one that divides by a whole row of tiles. */
function padToTiles(image: Pixels, { tilesX, tilesY }: ClaheOptions): Pixels {
  if (image.width % tilesX === 0 && image.height % tilesY === 0) return image;
  const width = image.width + tilesX - (image.width % tilesX);
  const height = image.height + tilesY - (image.height % tilesY);
  const data = new Uint8Array(width * height);
  const columns = Array.from({ length: width }, (_, x) => reflect(x, image.width));
  for (let y = 0; y < height; y++) {
    const row = reflect(y, image.height) * image.width;
    for (let x = 0; x < width; x++) data[y * width + x] = image.data[row + columns[x]!]!;
  }
  return { width, height, channels: 1, data };
}

/** The border pixel is not repeated: a b c d | c b a b c ... */
function reflect(position: number, size: number): number {
  if (size === 1) return 0;
  const phase = position % (2 * size - 2);
  return phase < size ? phase : 2 * size - 2 - phase;
}

/** tilesY * tilesX tables of 256 values each. */
function tileTables(image: Pixels, tileWidth: number, tileHeight: number, options: ClaheOptions): Uint8Array {
  const { clipLimit, tilesX, tilesY } = options;
  const area = tileWidth * tileHeight;
  const limit = clipLimit > 0 ? Math.max(Math.trunc((clipLimit * area) / LEVELS), 1) : area;
  const tables = new Uint8Array(tilesX * tilesY * LEVELS);
  const counts = new Int32Array(LEVELS);
  for (let tile = 0; tile < tilesX * tilesY; tile++) {
    const left = (tile % tilesX) * tileWidth;
    const top = Math.floor(tile / tilesX) * tileHeight;
    countTile(image, left, top, tileWidth, tileHeight, counts);
    clip(counts, limit);
    writeTable(counts, area, tables.subarray(tile * LEVELS, (tile + 1) * LEVELS));
  }
  return tables;
}

function countTile(image: Pixels, left: number, top: number, width: number, height: number, counts: Int32Array): void {
  counts.fill(0);
  for (let y = top; y < top + height; y++) {
    const row = y * image.width + left;
    for (let i = row; i < row + width; i++) counts[image.data[i]!]!++;
  }
}

/** Cuts counts at the limit and spreads what was cut off evenly, the rest in equal steps from level 0. */
function clip(counts: Int32Array, limit: number): void {
  let excess = 0;
  for (let level = 0; level < LEVELS; level++) {
    const over = counts[level]! - limit;
    if (over <= 0) continue;
    excess += over;
    counts[level] = limit;
  }
  const share = Math.floor(excess / LEVELS);
  if (share > 0) for (let level = 0; level < LEVELS; level++) counts[level]! += share;
  const rest = excess % LEVELS;
  const step = Math.max(Math.floor(LEVELS / rest), 1);
  for (let i = 0; i < rest; i++) counts[i * step]!++;
}

/** level -> 255 * (how many pixels are at most this bright) / area. */
function writeTable(counts: Int32Array, area: number, table: Uint8Array): void {
  const scale = fround((LEVELS - 1) / area);
  let sum = 0;
  for (let level = 0; level < LEVELS; level++) {
    sum += counts[level]!;
    table[level] = Math.min(round(fround(sum * scale)), LEVELS - 1);
  }
}

/** For every pixel along an axis: the two tiles whose centres it lies between, and how far it is from each. */
interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly toFirst: Float32Array;
  readonly toSecond: Float32Array;
}

function neighbours(size: number, tileSize: number, tiles: number): Neighbours {
  const inverse = fround(1 / tileSize);
  const [first, second] = [new Int32Array(size), new Int32Array(size)];
  const [toFirst, toSecond] = [new Float32Array(size), new Float32Array(size)];
  for (let i = 0; i < size; i++) {
    const position = fround(fround(i * inverse) - 0.5);
    const tile = Math.floor(position);
    first[i] = Math.max(tile, 0);
    second[i] = Math.min(tile + 1, tiles - 1);
    toFirst[i] = position - tile;
    toSecond[i] = 1 - toFirst[i]!;
  }
  return { first, second, toFirst, toSecond };
}

function interpolate(
  image: Pixels,
  tables: Uint8Array,
  across: Neighbours,
  down: Neighbours,
  tilesX: number,
): Uint8Array {
  const { width, height, data } = image;
  const result = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const upper = down.first[y]! * tilesX * LEVELS;
    const lower = down.second[y]! * tilesX * LEVELS;
    const below = down.toFirst[y]!;
    const above = down.toSecond[y]!;
    for (let x = 0; x < width; x++, i++) {
      const left = across.first[x]! * LEVELS + data[i]!;
      const right = across.second[x]! * LEVELS + data[i]!;
      const after = across.toFirst[x]!;
      const before = across.toSecond[x]!;
      const up = mix(tables[upper + left]!, before, tables[upper + right]!, after);
      const low = mix(tables[lower + left]!, before, tables[lower + right]!, after);
      result[i] = round(mix(up, above, low, below));
    }
  }
  return result;
}

/** To the nearest whole number, halves to the even one, which is how float32 itself rounds. value: 0..2^22, a float32. */
const round = (value: number): number => fround(value + WHOLE) - WHOLE;

/** a * aWeight + b * bWeight in float32. */
const mix = (a: number, aWeight: number, b: number, bWeight: number): number =>
  fround(fround(a * aWeight) + fround(b * bWeight));

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
/** A rest whose square is below is too far from a half for float32 to round otherwise. */
const SAFE_REST = 0.4999 ** 2;
const { fround } = Math;

/** image: one channel, any size; any grid, also one finer than the image. */
export function clahe(image: Pixels, options: ClaheOptions): Pixels {
  const padded = padToTiles(image, options);
  const tileWidth = padded.width / options.tilesX;
  const tileHeight = padded.height / options.tilesY;
  const tables = tileTables(padded, tileWidth, tileHeight, options);
  const across = neighbours(image.width, tileWidth, options.tilesX, LEVELS);
  const down = neighbours(image.height, tileHeight, options.tilesY, LEVELS * options.tilesX);
  return { ...image, data: interpolate(image, tables, across, down) };
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
  const brightness = brightnessOfRanks(area);
  const tables = new Uint8Array(tilesX * tilesY * LEVELS);
  const counts = new Int32Array(LEVELS);
  for (let tile = 0; tile < tilesX * tilesY; tile++) {
    const left = (tile % tilesX) * tileWidth;
    const top = Math.floor(tile / tilesX) * tileHeight;
    const counted = countTile(image, { left, top, width: tileWidth, height: tileHeight }, limit, counts);
    const share = spread(area - counted, counts);
    writeTable(counts, share, brightness, tables.subarray(tile * LEVELS, (tile + 1) * LEVELS));
  }
  return tables;
}

interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Counts no level beyond the limit; the pixels counted. No branch: where a level is full cannot be foretold. */
function countTile({ data, width: stride }: Pixels, tile: Tile, limit: number, counts: Int32Array): number {
  let counted = 0;
  counts.fill(0);
  for (let y = tile.top; y < tile.top + tile.height; y++) {
    const row = y * stride + tile.left;
    for (let i = row; i < row + tile.width; i++) {
      const level = data[i]!;
      const count = counts[level]!;
      const room = (count - limit) >>> 31; // 1 below the limit, else 0
      counts[level] = count + room;
      counted += room;
    }
  }
  return counted;
}

/** Of what was cut off, every level gets the same share, which is returned; the rest is added in equal steps from level 0. */
function spread(excess: number, counts: Int32Array): number {
  const rest = excess % LEVELS;
  const step = Math.max(Math.floor(LEVELS / rest), 1);
  for (let i = 0; i < rest; i++) counts[i * step]!++;
  return Math.floor(excess / LEVELS);
}

/** level -> the brightness of the rank that its last pixel has. */
function writeTable(counts: Int32Array, share: number, brightness: Uint8Array, table: Uint8Array): void {
  let rank = 0;
  for (let level = 0; level < LEVELS; level++) {
    rank += counts[level]! + share;
    table[level] = brightness[rank]!;
  }
}

/** rank -> 255 * rank / area. */
function brightnessOfRanks(area: number): Uint8Array {
  const scale = fround((LEVELS - 1) / area);
  const brightness = new Uint8Array(area + 1);
  for (let rank = 0; rank <= area; rank++) brightness[rank] = Math.min(round(fround(rank * scale)), LEVELS - 1);
  return brightness;
}

/** For every pixel along an axis: the two tiles whose centres it lies between, and how far it is from each. */
interface Neighbours {
  /** Where the tables of the two begin. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly toFirst: Float32Array;
  readonly toSecond: Float32Array;
}

/** stride: from the table of a tile to that of the next one along the axis. */
function neighbours(size: number, tileSize: number, tiles: number, stride: number): Neighbours {
  const inverse = fround(1 / tileSize);
  const [first, second] = [new Int32Array(size), new Int32Array(size)];
  const [toFirst, toSecond] = [new Float32Array(size), new Float32Array(size)];
  for (let i = 0; i < size; i++) {
    const position = fround(fround(i * inverse) - 0.5);
    const tile = Math.floor(position);
    first[i] = stride * Math.max(tile, 0);
    second[i] = stride * Math.min(tile + 1, tiles - 1);
    toFirst[i] = position - tile;
    toSecond[i] = 1 - toFirst[i]!;
  }
  return { first, second, toFirst, toSecond };
}

function interpolate(
  { width, height, data }: Pixels,
  tables: Uint8Array,
  across: Neighbours,
  down: Neighbours,
): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const [start, end] = [y * width, (y + 1) * width];
    interpolateRow(data.subarray(start, end), tables, across, down, y, result.subarray(start, end));
  }
  return result;
}

/** In float64; only what that leaves near a half is done again as OpenCV does it: its float32 is off by less than 1e-4. */
function interpolateRow(
  row: Uint8Array,
  tables: Uint8Array,
  across: Neighbours,
  down: Neighbours,
  y: number,
  out: Uint8Array,
): void {
  const { first, second, toFirst } = across;
  const upper = down.first[y]!;
  const lower = down.second[y]!;
  const below = down.toFirst[y]!;
  for (let x = 0; x < row.length; x++) {
    const left = first[x]! + row[x]!;
    const right = second[x]! + row[x]!;
    const after = toFirst[x]!;
    const upperLeft = tables[upper + left]!;
    const lowerLeft = tables[lower + left]!;
    const up = upperLeft + (tables[upper + right]! - upperLeft) * after;
    const low = lowerLeft + (tables[lower + right]! - lowerLeft) * after;
    const value = up + (low - up) * below;
    const whole = (value + 0.5) | 0;
    const rest = value - whole;
    out[x] = rest * rest < SAFE_REST ? whole : interpolateExactly(row[x]!, tables, across, x, down, y);
  }
}

function interpolateExactly(
  level: number,
  tables: Uint8Array,
  across: Neighbours,
  x: number,
  down: Neighbours,
  y: number,
): number {
  const alongRow = (tile: number): number =>
    mix(
      tables[tile + across.first[x]! + level]!,
      across.toSecond[x]!,
      tables[tile + across.second[x]! + level]!,
      across.toFirst[x]!,
    );
  return round(mix(alongRow(down.first[y]!), down.toSecond[y]!, alongRow(down.second[y]!), down.toFirst[y]!));
}

/** To the nearest whole number, halves to the even one, which is how float32 itself rounds. value: 0..2^22, a float32. */
const round = (value: number): number => fround(value + WHOLE) - WHOLE;

/** a * aWeight + b * bWeight in float32. */
const mix = (a: number, aWeight: number, b: number, bWeight: number): number =>
  fround(fround(a * aWeight) + fround(b * bWeight));

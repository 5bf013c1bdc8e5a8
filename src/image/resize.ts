/**
 * Bilinear resizing, half-pixel centres, no antialiasing: bit for bit cv2.resize with INTER_LINEAR on 8 bits.
 * OpenCV weighs in fixed point, 11 bits to a weight, along rows first; what it cuts off on the way is cut off here too.
 */
import { roundHalfEven } from "../util/rounding.ts";
import type { Pixels } from "./pixels.ts";

const ONE = 2048; // the weight 1

/** Where a pixel of the result comes from, along one axis: first * weight of first + second * weight of second. */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstWeight: Int32Array;
  readonly secondWeight: Int32Array;
}

export function resize(image: Pixels, width: number, height: number): Pixels {
  if (width === image.width && height === image.height) return image;
  const { channels } = image;
  const across = horizontalTaps(image.width, width);
  const down = verticalTaps(image.height, height);
  const data = new Uint8Array(width * height * channels);
  const rowOf = rowCache(image, across, width * channels);
  for (let y = 0; y < height; y++) {
    const [a, b] = [rowOf(down.first[y]!), rowOf(down.second[y]!)];
    blendRows(a, down.firstWeight[y]!, b, down.secondWeight[y]!, data.subarray(y * width * channels));
  }
  return { width, height, channels, data };
}

/** Rows of the source, resized along x, times ONE. A row of the result needs two neighbours; the two last made are kept. */
function rowCache(image: Pixels, taps: Taps, length: number): (row: number) => Int32Array {
  const even = { row: -1, values: new Int32Array(length) };
  const odd = { row: -1, values: new Int32Array(length) };
  return (row) => {
    const slot = row % 2 === 0 ? even : odd; // neighbours never share one
    if (slot.row !== row) {
      resizeRow(image, row, taps, slot.values);
      slot.row = row;
    }
    return slot.values;
  };
}

function resizeRow({ data, width, channels }: Pixels, row: number, taps: Taps, out: Int32Array): void {
  const pixels = data.subarray(row * width * channels, (row + 1) * width * channels);
  if (channels === 1) resizeGreyRow(pixels, taps, out);
  else resizeColourRow(pixels, taps, out);
}

function resizeGreyRow(row: Uint8Array, { first, second, firstWeight, secondWeight }: Taps, out: Int32Array): void {
  for (let x = 0; x < out.length; x++) out[x] = row[first[x]!]! * firstWeight[x]! + row[second[x]!]! * secondWeight[x]!;
}

function resizeColourRow(row: Uint8Array, { first, second, firstWeight, secondWeight }: Taps, out: Int32Array): void {
  for (let x = 0, i = 0; x < first.length; x++, i += 3) {
    const left = 3 * first[x]!;
    const right = 3 * second[x]!;
    const a = firstWeight[x]!;
    const b = secondWeight[x]!;
    out[i] = row[left]! * a + row[right]! * b;
    out[i + 1] = row[left + 1]! * a + row[right + 1]! * b;
    out[i + 2] = row[left + 2]! * a + row[right + 2]! * b;
  }
}

/** out = (a * aWeight + b * bWeight) / ONE^2, with the bits that OpenCV keeps: 4 dropped before, 16 after each product, 2 at the end. */
function blendRows(a: Int32Array, aWeight: number, b: Int32Array, bWeight: number, out: Uint8Array): void {
  for (let i = 0; i < a.length; i++) {
    out[i] = (((aWeight * (a[i]! >> 4)) >> 16) + ((bWeight * (b[i]! >> 4)) >> 16) + 2) >> 2;
  }
}

/** Beyond the border the outermost pixel counts alone. */
function horizontalTaps(from: number, to: number): Taps {
  const taps = allTaps(from, to);
  for (let i = 0; i < to; i++) {
    if (taps.first[i]! >= 0 && taps.second[i]! < from) continue;
    const edge = taps.first[i]! < 0 ? 0 : from - 1;
    taps.first[i] = taps.second[i] = edge;
    taps.firstWeight[i] = ONE;
    taps.secondWeight[i] = 0;
  }
  return taps;
}

/** Beyond the border the outermost row is taken twice, with both weights: it is cut off twice, too. */
function verticalTaps(from: number, to: number): Taps {
  const taps = allTaps(from, to);
  const inside = (row: number) => Math.min(Math.max(row, 0), from - 1);
  return { ...taps, first: taps.first.map(inside), second: taps.second.map(inside) };
}

/** position = (i + 1/2) * from / to - 1/2 in float32; the places may lie one outside. */
function allTaps(from: number, to: number): Taps {
  const scale = 1 / (to / from); // as OpenCV gets it
  const make = () => new Int32Array(to);
  const taps = { first: make(), second: make(), firstWeight: make(), secondWeight: make() };
  for (let i = 0; i < to; i++) {
    const position = Math.fround((i + 0.5) * scale - 0.5);
    const first = Math.floor(position);
    const rest = Math.fround(position - first);
    taps.first[i] = first;
    taps.second[i] = first + 1;
    taps.firstWeight[i] = roundHalfEven(Math.fround(1 - rest) * ONE);
    taps.secondWeight[i] = roundHalfEven(rest * ONE);
  }
  return taps;
}

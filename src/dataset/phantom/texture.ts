/** Smooth random texture over the image: values on a lattice, between them linear (value noise), several lattices on each other. */
import type { RandomStream } from "../../util/random.ts";
import { xoshiro128 } from "../../util/xoshiro.ts";
import { wordOf } from "./draws.ts";
import type { Frame } from "./frame.ts";

/** Distances of the lattices' points, cm, each with its weight. */
export type Octaves = readonly (readonly [spacing: number, weight: number])[];

/** A value for every pixel, about 0; the weights are the largest distances from 0. */
export function texture(frame: Frame, octaves: Octaves, random: RandomStream): Float32Array {
  const values = new Float32Array(frame.size ** 2);
  const word = xoshiro128([wordOf(random), wordOf(random), wordOf(random), wordOf(random)]);
  for (const [spacing, weight] of octaves) addOctave(values, frame, spacing * frame.scale, weight, word);
  return values;
}

/** spacing: pixels; a finer one than a pixel could show is drawn per pixel. */
function addOctave(values: Float32Array, { size }: Frame, spacing: number, weight: number, word: () => number): void {
  const step = Math.max(spacing, 1);
  const across = Math.ceil(size / step) + 2;
  const lattice = new Float32Array(across * across);
  for (let i = 0; i < lattice.length; i++) lattice[i] = weight * (word() / 2 ** 31 - 1);
  const row = new Float32Array(across);
  for (let y = 0; y < size; y++) {
    const upper = Math.floor(y / step);
    const down = y / step - upper;
    for (let k = 0, at = upper * across; k < across; k++, at++) {
      row[k] = lattice[at]! + (lattice[at + across]! - lattice[at]!) * down;
    }
    addRow(values, y * size, size, row, 1 / step);
  }
}

function addRow(values: Float32Array, start: number, size: number, row: Float32Array, step: number): void {
  for (let x = 0; x < size; x++) {
    const place = x * step;
    const k = Math.trunc(place);
    values[start + x]! += row[k]! + (row[k + 1]! - row[k]!) * (place - k);
  }
}

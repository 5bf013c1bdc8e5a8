/** Smooth random texture over the image: values on a lattice, between them linear (value noise), several lattices on each other. */
import type { RandomStream } from "../../util/random.ts";
import { wordsFrom } from "./draws.ts";
import type { Box, Frame } from "./frame.ts";

/** Distances of the lattices' points, cm, each with its weight. */
export type Octaves = readonly (readonly [spacing: number, weight: number])[];

/** A value for every pixel of the box, about 0, and 0 elsewhere; the weights are the largest distances from 0. */
export function texture(frame: Frame, octaves: Octaves, random: RandomStream, box = wholeOf(frame)): Float32Array {
  const values = new Float32Array(frame.size ** 2);
  const word = wordsFrom(random);
  for (const [spacing, weight] of octaves) addOctave(values, frame, box, spacing * frame.scale, weight, word);
  return values;
}

const wholeOf = ({ size }: Frame): Box => ({ left: 0, right: size, top: 0, bottom: size });

/** spacing: pixels; a finer one than a pixel could show is drawn per pixel. */
function addOctave(
  values: Float32Array,
  { size }: Frame,
  { left, right, top, bottom }: Box,
  spacing: number,
  weight: number,
  word: () => number,
): void {
  const step = Math.max(spacing, 1);
  const across = Math.ceil(size / step) + 2;
  const lattice = new Float32Array(across * across);
  for (let i = 0; i < lattice.length; i++) lattice[i] = weight * (word() / 2 ** 31 - 1);
  const row = new Float32Array(across);
  for (let y = top; y < bottom; y++) {
    const upper = Math.floor(y / step);
    const down = y / step - upper;
    for (let k = 0, at = upper * across; k < across; k++, at++) {
      row[k] = lattice[at]! + (lattice[at + across]! - lattice[at]!) * down;
    }
    for (let x = left, i = y * size + left; x < right; x++, i++) {
      const place = x / step;
      const k = Math.trunc(place);
      values[i]! += row[k]! + (row[k + 1]! - row[k]!) * (place - k);
    }
  }
}

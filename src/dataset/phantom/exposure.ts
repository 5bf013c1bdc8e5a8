/** From what arrives at the detector to 8 bits: the logarithm of the dose, a window around what was found in the image, a curve. */
import { attenuationAt, bitsOf } from "./logarithm.ts";

export interface Window {
  /** Attenuation (minus the logarithm of the intensity) that is shown as black, and as white. */
  readonly black: number;
  readonly white: number;
  /** Of the display curve: above 1 darker. */
  readonly gamma: number;
}

/** Every so many pixels are looked at. */
const SAMPLED = 7;
const BINS = 512;
const LARGEST = 8; // attenuation, far beyond any body's

/** How a radiography system is set: which shares of the body's pixels are darker than its window's ends, and how far below that black lies. */
export interface Display {
  readonly low: number;
  readonly high: number;
  /** Attenuation. */
  readonly toe: number;
  readonly gamma: number;
}

/** Attenuation: with less than this a beam passed by the body. */
const BODY = 0.6;

export function windowOf(intensity: Float32Array, { low, high, toe, gamma }: Display): Window {
  const counts = new Uint32Array(BINS);
  const bits = bitsOf(intensity);
  for (let i = 0; i < bits.length; i += SAMPLED) counts[binOf(attenuationAt(bits[i]!))]!++;
  counts.fill(0, 0, binOf(BODY));
  const black = quantile(counts, low) - toe;
  return { black, white: Math.max(quantile(counts, high), black + 1), gamma };
}

const binOf = (attenuation: number): number =>
  Math.min(Math.max(Math.floor((attenuation / LARGEST) * BINS), 0), BINS - 1);

function quantile(counts: Uint32Array, share: number): number {
  let rest = share * counts.reduce((a, b) => a + b);
  for (let bin = 0; bin < BINS; bin++) {
    rest -= counts[bin]!;
    if (rest < 0) return ((bin + 0.5) / BINS) * LARGEST;
  }
  return LARGEST;
}

const LEVELS = 512;

/** 0..255, dense is bright. */
export function develop(intensity: Float32Array, { black, white, gamma }: Window): Uint8Array {
  const curve = Uint8Array.from({ length: LEVELS + 1 }, (_, i) => Math.round(255 * toned(i / LEVELS) ** gamma));
  const grey = new Uint8Array(intensity.length);
  const bits = bitsOf(intensity);
  const scale = LEVELS / (white - black);
  for (let i = 0; i < grey.length; i++) {
    const level = (attenuationAt(bits[i]!) - black) * scale + 0.5;
    grey[i] = curve[level <= 0 ? 0 : level >= LEVELS ? LEVELS : level | 0]!;
  }
  return grey;
}

/** A shoulder at the bright end, as films have it. */
const toned = (x: number): number => 0.9 * x * (1.35 - 0.35 * x * x);

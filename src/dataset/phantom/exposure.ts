/** From what arrives at the detector to 8 bits: the logarithm of the dose, a window around what was found in the image, a curve. */

export interface Window {
  /** Attenuation (minus the logarithm of the intensity) that is shown as black, and as white. */
  readonly black: number;
  readonly white: number;
  /** Of the display curve: above 1 darker. */
  readonly gamma: number;
}

const BINS = 512;
const LARGEST = 8; // attenuation, far beyond any body's

/** Shares of the pixels that are darker than a value: the window lies between two of them, as a radiography system chooses it. */
export function windowOf(
  intensity: Float32Array,
  { low, high, gamma }: { readonly low: number; readonly high: number; readonly gamma: number },
): Window {
  const counts = new Uint32Array(BINS);
  for (let i = 0; i < intensity.length; i += 7) counts[binOf(-Math.log(intensity[i]!))]!++;
  const black = quantile(counts, low);
  return { black, white: Math.max(quantile(counts, high), black + 0.5), gamma };
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

const LEVELS = 1024;

/** 0..255, dense is bright. */
export function develop(intensity: Float32Array, { black, white, gamma }: Window): Uint8Array {
  const curve = Uint8Array.from({ length: LEVELS + 1 }, (_, i) => Math.round(255 * toned(i / LEVELS) ** gamma));
  const grey = new Uint8Array(intensity.length);
  const scale = LEVELS / (white - black);
  for (let i = 0; i < grey.length; i++) {
    const level = (-Math.log(intensity[i]!) - black) * scale + 0.5;
    grey[i] = curve[level <= 0 ? 0 : level >= LEVELS ? LEVELS : level | 0]!;
  }
  return grey;
}

/** A shoulder at the bright end, as films have it. */
const toned = (x: number): number => 0.93 * x * (1.35 - 0.35 * x * x);

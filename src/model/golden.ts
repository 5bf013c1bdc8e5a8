/**
 * Golden vectors: images that anybody can make from a formula, and what the model says of them. A model that says something else, on this
 * machine and runtime, is not the model that was exported, or is not run as it should be.
 */
import type { Pixels } from "../image/index.ts";
import type { Precision } from "../util/precision.ts";
import type { ModelDescription } from "./description.ts";

export const GOLDEN_FORMULA = "((n + 2) * x + (c + 3) * y + floor(x * y / 16)) mod 256";
export const GOLDEN_IMAGES = 2;

/** Another runtime rounds differently: 6e-7 of the largest logit was seen without the optimisations of ONNX Runtime. A wrong scaling is far above. */
const TOLERANCE = 1e-4;
/** Between float16 computed as float32 (a processor) and as itself (a GPU), and between integers and the float32 that stands for them. */
const TOLERANCES: Readonly<Record<Precision, number>> = { fp16: 0.02, int8: 0.15 };

/** Image n of GOLDEN_FORMULA. */
export function goldenImage(n: number, { width, height, channels }: ModelDescription["image"]): Pixels {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) data[i++] = (n + 2) * x + (c + 3) * y + Math.floor((x * y) / 16);
    }
  }
  return { width, height, channels, data };
}

/** The largest difference, as a part of the largest golden logit (at least 1); what is not a number is infinitely far off. */
export function goldenDifference(golden: readonly (readonly number[])[], logits: readonly Float32Array[]): number {
  const largest = Math.max(1, ...golden.flat().map(Math.abs));
  const differences = golden.flatMap((row, n) =>
    row.map((value, unit) => Math.abs(value - (logits[n]?.[unit] ?? Number.NaN)) / largest),
  );
  return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences);
}

export const agrees = (difference: number, precision: Precision | undefined): boolean =>
  difference <= (precision === undefined ? TOLERANCE : TOLERANCES[precision]);

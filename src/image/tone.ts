/** Brightness and contrast of an image, as torchvision's adjust_brightness and adjust_contrast (which ColorJitter draws factors for). */
import type { FloatPixels } from "./pixels.ts";
import { LUMA } from "./scale.ts";

/** Factors; 1 changes nothing. */
export interface Tone {
  /** Of every value. */
  readonly brightness: number;
  /** Of every value's distance from the mean grey of the image. */
  readonly contrast: number;
}

/** In place: first brightness, then contrast, each clipped to 0..255. */
export function adjustTone(image: FloatPixels, { brightness, contrast }: Tone): void {
  if (brightness !== 1) scaleAbout(0, brightness, image.data);
  if (contrast !== 1) scaleAbout(meanGrey(image), contrast, image.data);
}

/** value = middle + factor (value - middle) */
function scaleAbout(middle: number, factor: number, data: Float32Array): void {
  const offset = middle * (1 - factor);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(255, Math.max(0, data[i]! * factor + offset));
}

function meanGrey({ channels, data }: FloatPixels): number {
  if (channels === 1) return meanOf(data, 0, 1);
  return LUMA.reduce((sum, weight, channel) => sum + weight * meanOf(data, channel, channels), 0);
}

function meanOf(data: Float32Array, start: number, step: number): number {
  let sum = 0;
  for (let i = start; i < data.length; i += step) sum += data[i]!;
  return (sum * step) / data.length;
}

/**
 * Augmentation of training images: flip, rotation and crop in one resampling (warp.ts), then brightness and contrast (tone.ts). What is
 * drawn, and how far it may go, is decided by who trains.
 */
import type { FloatPixels, Pixels } from "./pixels.ts";
import { adjustTone, type Tone } from "./tone.ts";
import { type Geometry, warp } from "./warp.ts";

export type Augmentation = Geometry & Tone;

export function augment(image: Pixels | FloatPixels, augmentation: Augmentation): FloatPixels {
  const warped = warp(image, augmentation);
  adjustTone(warped, augmentation);
  return warped;
}

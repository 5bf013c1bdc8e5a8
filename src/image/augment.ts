/**
 * Augmentation of training images: horizontal flip and rotation about the centre, as Keras' RandomFlip and RandomRotation.
 * Bilinear; beyond the border the image is mirrored, the outermost pixel repeated (fill mode "reflect").
 * Coordinates in float32, as TensorFlow has them: noise in an image turns their rounding into visible differences.
 */
import type { FloatPixels, Pixels } from "./pixels.ts";

const { fround } = Math;

export interface Augmentation {
  readonly flip: boolean;
  /** Of a whole turn, counterclockwise; the recipe draws from -0.1 to 0.1. */
  readonly turn: number;
}

/** Flip first, then turn. */
export function augment(image: Pixels | FloatPixels, { flip, turn }: Augmentation): FloatPixels {
  return rotate(flip ? flipHorizontally(image) : image, turn);
}

export function flipHorizontally(image: Pixels | FloatPixels): FloatPixels {
  const { width, height, channels, data } = image;
  const result = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = width - 1; x >= 0; x--) {
      const from = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) result[i++] = data[from + c]!;
    }
  }
  return { width, height, channels, data: result };
}

/** turn: a fraction of a whole turn, counterclockwise. */
export function rotate(image: Pixels | FloatPixels, turn: number): FloatPixels {
  const { width, height, channels, data } = image;
  const result = new Float32Array(data.length);
  const [xOf, yOf] = sourceOf(width, height, turn);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += channels) {
      sample(image, mirror(xOf(x, y), width), mirror(yOf(x, y), height), result, i);
    }
  }
  return { width, height, channels, data: result };
}

type Coordinate = (x: number, y: number) => number;

/** source = R(angle) * (target - centre) + centre. */
function sourceOf(width: number, height: number, turn: number): readonly [Coordinate, Coordinate] {
  const degrees = fround(fround(turn) * 360);
  const angle = fround(degrees * fround(Math.PI / 180));
  const [cosine, sine] = [fround(Math.cos(angle)), fround(Math.sin(angle))];
  const [centreX, centreY] = [0.5 * (width - 1), 0.5 * (height - 1)];
  const shiftX = fround(fround(centreX - fround(centreX * cosine)) + fround(centreY * sine));
  const shiftY = fround(fround(centreY - fround(centreX * sine)) - fround(centreY * cosine));
  return [
    (x, y) => fround(fround(fround(cosine * x) - fround(sine * y)) + shiftX),
    (x, y) => fround(fround(fround(sine * x) + fround(cosine * y)) + shiftY),
  ];
}

/** Brings a coordinate into 0..size - 1: ... b a | a b c d | d c ... */
function mirror(position: number, size: number): number {
  if (position >= 0 && position <= size - 1) return position;
  const period = 2 * size;
  const phase = position < 0 ? fround(-position - 1) % period : position % period;
  const inside = phase >= size ? fround(period - phase - 1) : phase;
  return Math.min(Math.max(inside, 0), size - 1);
}

function sample(
  { width, height, channels, data }: Pixels | FloatPixels,
  x: number,
  y: number,
  out: Float32Array,
  at: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [toLeft, toTop] = [fround(x - left), fround(y - top)];
  for (let c = 0; c < channels; c++) {
    const value = (row: number, column: number) => data[(row * width + column) * channels + c]!;
    const upper = (1 - toLeft) * value(top, left) + toLeft * value(top, right);
    const lower = (1 - toLeft) * value(bottom, left) + toLeft * value(bottom, right);
    out[at + c] = (1 - toTop) * upper + toTop * lower;
  }
}

/**
 * Flip, rotation about the centre, and a window of the result enlarged to the whole, in one bilinear sampling: as Keras' RandomFlip and
 * RandomRotation, then torchvision's RandomResizedCrop, of which each would resample. Beyond the border the image is mirrored, the outermost
 * pixel repeated (fill mode "reflect"). Coordinates in float32, as TensorFlow has them: noise in an image turns their rounding into visible
 * differences.
 */
import type { FloatPixels, Pixels } from "./pixels.ts";

const { fround } = Math;

export interface Geometry {
  /** Left and right change places; first of all. */
  readonly flip: boolean;
  /** Of a whole turn, counterclockwise. */
  readonly turn: number;
  /** What is kept of the turned image. */
  readonly window: Window;
}

/** A part of an image, in fractions of its width and height from the left and top. */
interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Of the same size as the image. */
export function warp(image: Pixels | FloatPixels, geometry: Geometry): FloatPixels {
  const { width, height, channels } = image;
  if (leavesAsItIs(geometry)) return { width, height, channels, data: new Float32Array(image.data) };
  const { flip, turn, window } = geometry;
  const data = new Float32Array(image.data.length);
  const columns = positions(width, window.left, window.width);
  const rows = positions(height, window.top, window.height);
  const { cosine, sine, shiftX, shiftY } = rotation(width, height, turn);
  for (let y = 0, at = 0; y < height; y++) {
    const [acrossX, acrossY] = [fround(sine * rows[y]!), fround(cosine * rows[y]!)];
    for (let x = 0; x < width; x++, at += channels) {
      const sourceX = fround(fround(fround(cosine * columns[x]!) - acrossX) + shiftX);
      const sourceY = fround(fround(fround(sine * columns[x]!) + acrossY) + shiftY);
      sample(image, mirror(sourceX, width), mirror(sourceY, height), flip, data, at);
    }
  }
  return { width, height, channels, data };
}

const leavesAsItIs = ({ flip, turn, window: { left, top, width, height } }: Geometry): boolean =>
  !flip && turn === 0 && left === 0 && top === 0 && width === 1 && height === 1;

/** Where the centres of the pixels of a row or column lie in the window's image; of the whole, at 0, 1, 2, ... */
function positions(size: number, start: number, part: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => start * size + (i + 0.5) * part - 0.5);
}

/** source = R(angle) (target - centre) + centre = R(angle) target + shift */
function rotation(width: number, height: number, turn: number) {
  const degrees = fround(fround(turn) * 360);
  const angle = fround(degrees * fround(Math.PI / 180));
  const [cosine, sine] = [fround(Math.cos(angle)), fround(Math.sin(angle))];
  const [centreX, centreY] = [0.5 * (width - 1), 0.5 * (height - 1)];
  const shiftX = fround(fround(centreX - fround(centreX * cosine)) + fround(centreY * sine));
  const shiftY = fround(fround(centreY - fround(centreX * sine)) - fround(centreY * cosine));
  return { cosine, sine, shiftX, shiftY };
}

/** Brings a coordinate into 0..size - 1: ... b a | a b c d | d c ... */
function mirror(position: number, size: number): number {
  if (position >= 0 && position <= size - 1) return position;
  const period = 2 * size;
  const phase = position < 0 ? fround(-position - 1) % period : position % period;
  const inside = phase >= size ? fround(period - phase - 1) : phase;
  return Math.min(Math.max(inside, 0), size - 1);
}

/** x, y: in the image, flipped if so. */
function sample(
  { width, height, channels, data }: Pixels | FloatPixels,
  x: number,
  y: number,
  flip: boolean,
  out: Float32Array,
  at: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [toLeft, toTop] = [fround(x - left), fround(y - top)];
  const [first, second] = flip ? [width - 1 - left, width - 1 - right] : [left, right];
  const [upper, lower] = [top * width, bottom * width];
  for (let c = 0; c < channels; c++) {
    const above =
      (1 - toLeft) * data[(upper + first) * channels + c]! + toLeft * data[(upper + second) * channels + c]!;
    const below =
      (1 - toLeft) * data[(lower + first) * channels + c]! + toLeft * data[(lower + second) * channels + c]!;
    out[at + c] = (1 - toTop) * above + toTop * below;
  }
}

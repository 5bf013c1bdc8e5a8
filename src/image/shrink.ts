/** A smaller image, each pixel the mean of the area that it covers, so that nothing finer than it is left: cv2.resize with INTER_AREA. */
import type { Pixels } from "./pixels.ts";

/** width, height: at most the image's. */
export function shrink(image: Pixels, width: number, height: number): Pixels {
  if (width === image.width && height === image.height) return image;
  const { channels } = image;
  const [across, down] = [sharesOf(image.width, width), sharesOf(image.height, height)];
  const data = new Uint8Array(width * height * channels);
  const row = new Float64Array(image.width * channels);
  for (const [y, shares] of down.entries()) {
    sumRows(image, shares, row);
    sumColumns(row, across, channels, data.subarray(y * width * channels));
  }
  return { width, height, channels, data };
}

/** What a pixel of the result takes of pixels from `first` on, along one axis. */
interface Shares {
  readonly first: number;
  /** Their sum is 1. */
  readonly parts: readonly number[];
}

function sharesOf(from: number, to: number): Shares[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * scale, Math.min(from, (i + 1) * scale)];
    const first = Math.floor(start);
    const count = Math.min(from, Math.ceil(end - NOTHING)) - first;
    const covered = (k: number): number => Math.min(end, first + k + 1) - Math.max(start, first + k);
    return { first, parts: Array.from({ length: count }, (__, k) => covered(k) / scale) };
  });
}

/** Of a pixel: less is rounding. */
const NOTHING = 1e-9;

function sumRows({ data, width, channels }: Pixels, { first, parts }: Shares, out: Float64Array): void {
  out.fill(0);
  for (const [k, part] of parts.entries()) {
    const start = (first + k) * width * channels;
    for (let i = 0; i < out.length; i++) out[i]! += part * data[start + i]!;
  }
}

function sumColumns(row: Float64Array, across: readonly Shares[], channels: number, out: Uint8Array): void {
  let at = 0;
  for (const { first, parts } of across)
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let k = 0; k < parts.length; k++) sum += parts[k]! * row[(first + k) * channels + c]!;
      out[at++] = Math.round(sum);
    }
}

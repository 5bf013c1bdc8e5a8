/**
 * An image in memory: rows from the top, pixels from the left, channels of a pixel side by side; one channel is grey, three are RGB.
 */
interface Raster<Data> {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** height * width * channels values. */
  readonly data: Data;
}

/** 8 bits, 0..255. */
export type Pixels = Raster<Uint8Array>;

/** The same range in float32: what augmentation makes, between two values of the 8-bit scale. */
export type FloatPixels = Raster<Float32Array>;

/** Three equal channels, where there is one. */
export function toRgb(image: Pixels): Pixels {
  if (image.channels === 3) return image;
  const data = new Uint8Array(image.data.length * 3);
  for (let i = 0; i < image.data.length; i++) data.fill(image.data[i]!, 3 * i, 3 * i + 3);
  return { ...image, channels: 3, data };
}

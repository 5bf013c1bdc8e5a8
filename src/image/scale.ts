/**
 * Pixels as a network takes them: float32, NCHW, in the range that its weights were trained with.
 */
import type { FloatPixels, Pixels } from "./pixels.ts";

/**
 * symmetric: x / 127.5 - 1, RGB (NASNetMobile, InceptionResNetV2). caffe: BGR minus the means of ImageNet (ResNet-101).
 * unit: x / 255 (the published plain arm). raw: 0..255 (the published enhanced arm).
 */
export type PixelScaling = "symmetric" | "caffe" | "unit" | "raw";

export interface ScaledPlane {
  /** The channel of the source, in RGB. */
  readonly source: 0 | 1 | 2;
  readonly factor: number;
  readonly offset: number;
}

const rgb = (factor: number, offset: number): readonly ScaledPlane[] =>
  ([0, 1, 2] as const).map((source) => ({ source, factor, offset }));

/** value = x * factor + offset. */
const planes: Readonly<Record<PixelScaling, readonly ScaledPlane[]>> = {
  symmetric: rgb(1 / 127.5, -1),
  caffe: [
    { source: 2, factor: 1, offset: -103.939 },
    { source: 1, factor: 1, offset: -116.779 },
    { source: 0, factor: 1, offset: -123.68 },
  ],
  unit: rgb(1 / 255, 0),
  raw: rgb(1, 0),
};

/** The network's three planes, in its order. */
export const scalingPlanes = (scaling: PixelScaling): readonly ScaledPlane[] => planes[scaling];

/** 3 x height x width values; a grey image gives three planes of the same pixels. */
export function scalePixels(image: Pixels | FloatPixels, scaling: PixelScaling): Float32Array {
  const area = image.width * image.height;
  const result = new Float32Array(3 * area);
  for (const [place, plane] of planes[scaling].entries()) {
    fillPlane(image, plane, result.subarray(place * area, (place + 1) * area));
  }
  return result;
}

function fillPlane({ channels, data }: Pixels | FloatPixels, plane: ScaledPlane, out: Float32Array): void {
  const start = channels === 1 ? 0 : plane.source;
  for (let i = 0; i < out.length; i++) out[i] = data[start + i * channels]! * plane.factor + plane.offset;
}

/**
 * Pixels as a network takes them: float32, NCHW, in the range that its weights were trained with.
 */
import { RoentgenError } from "../util/error.ts";
import type { FloatPixels, Pixels } from "./pixels.ts";

/** Mean and deviation of pixels in 0..1, one for all planes or one for each: (x / 255 - mean) / deviation. */
export interface PixelMoments {
  readonly mean: PerPlane;
  readonly deviation: PerPlane;
}
export type PerPlane = readonly [number] | readonly [number, number, number];

/** One of SCALINGS, or a network's own. */
export type PixelScaling = ScalingName | PixelMoments;
export type ScalingName = keyof typeof named;

export interface ScaledPlane {
  /** The channel of the source, in RGB, or the grey that they make. */
  readonly source: 0 | 1 | 2 | "grey";
  readonly factor: number;
  readonly offset: number;
}

type Planes = readonly [ScaledPlane, ScaledPlane, ScaledPlane];

const rgb = (...values: readonly [Scale, Scale, Scale]): Planes => [
  { source: 0, ...values[0] },
  { source: 1, ...values[1] },
  { source: 2, ...values[2] },
];
type Scale = Pick<ScaledPlane, "factor" | "offset">;
const alike = (factor: number, offset: number): Planes =>
  rgb({ factor, offset }, { factor, offset }, { factor, offset });

/** value = x * factor + offset. */
const named = {
  /** x / 127.5 - 1 (NASNetMobile, InceptionResNetV2). */
  symmetric: alike(1 / 127.5, -1),
  /** BGR minus the means of ImageNet (ResNet-101). */
  caffe: [
    { source: 2, factor: 1, offset: -103.939 },
    { source: 1, factor: 1, offset: -116.779 },
    { source: 0, factor: 1, offset: -123.68 },
  ],
  /** x / 255 (the published plain arm). */
  unit: alike(1 / 255, 0),
  /** 0..255 (the published enhanced arm). */
  raw: alike(1, 0),
  /** What PyTorch's and timm's networks take: less the mean of ImageNet's pixels, over their deviation. */
  imagenet: fromMoments({ mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] }),
  /** -1024..1024. */
  torchxrayvision: alike(2048 / 255, -1024),
} as const satisfies Record<string, Planes>;

export const SCALINGS = Object.keys(named) as ScalingName[]; // the keys of the literal above

function fromMoments({ mean, deviation }: PixelMoments): Planes {
  const at = (values: PerPlane, plane: 0 | 1 | 2): number => (values.length === 1 ? values[0] : values[plane]);
  const scale = (plane: 0 | 1 | 2): Scale => ({
    factor: 1 / (255 * at(deviation, plane)),
    offset: -at(mean, plane) / at(deviation, plane),
  });
  return rgb(scale(0), scale(1), scale(2));
}

const planesOf = (scaling: PixelScaling): Planes =>
  typeof scaling === "string" ? named[scaling] : fromMoments(scaling);

/** The network's planes, in its order. Throws E_SCALING where a network for grey images is to scale colours differently. */
export function scalingPlanes(scaling: PixelScaling, count: 1 | 3): readonly ScaledPlane[] {
  const planes = planesOf(scaling);
  if (count === 3) return planes;
  const [{ factor, offset }] = planes;
  if (planes.every((plane) => plane.factor === factor && plane.offset === offset))
    return [{ source: "grey", factor, offset }];
  throw new RoentgenError("E_SCALING", "the network takes grey images, and the scaling is for colours", {
    kind: "usage",
    expected: "one mean and one deviation",
    received:
      typeof scaling === "string" ? scaling : `means ${scaling.mean.join()}, deviations ${scaling.deviation.join()}`,
    fix: "give --scaling MEAN/DEVIATION, of pixels in 0..1",
  });
}

/** planes x height x width values; a grey image gives planes of the same pixels. */
export function scalePixels(image: Pixels | FloatPixels, planes: readonly ScaledPlane[]): Float32Array {
  const area = image.width * image.height;
  const result = new Float32Array(planes.length * area);
  for (const [place, plane] of planes.entries())
    fillPlane(image, plane, result.subarray(place * area, (place + 1) * area));
  return result;
}

/** Of red, green and blue in grey; unrounded, where grey.ts rounds as OpenCV does. */
export const LUMA = [0.299, 0.587, 0.114] as const;

function fillPlane(
  { channels, data }: Pixels | FloatPixels,
  { source, factor, offset }: ScaledPlane,
  out: Float32Array,
): void {
  if (channels === 3 && source === "grey") {
    const [red, green, blue] = LUMA;
    for (let i = 0, at = 0; i < out.length; i++, at += 3)
      out[i] = (data[at]! * red + data[at + 1]! * green + data[at + 2]! * blue) * factor + offset;
    return;
  }
  const start = channels === 1 || source === "grey" ? 0 : source;
  for (let i = 0; i < out.length; i++) out[i] = data[start + i * channels]! * factor + offset;
}

/**
 * Where the pixels of a radiograph lie in the patient: magnification, rotation in the plane, shift.
 * Body coordinates in cm: u from the midline to the patient's left (the image's right), v downwards from the tops of the lungs.
 */
import { type Draws, drawsOfImage, type Subject } from "./draws.ts";

export interface Frame {
  /** Pixels, both ways. */
  readonly size: number;
  /** Pixels per cm. */
  readonly scale: number;
  /** Body coordinates of every pixel's middle. */
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** Pixel coordinates of a point of the body; (0.5, 0.5) is the first pixel's middle. */
  toPixel(u: number, v: number): readonly [x: number, y: number];
}

/** Pixels from left to right - 1, from top to bottom - 1. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The pixels that may lie within so many cm of a point. */
export const boxAround = (frame: Frame, u: number, v: number, reach: number): Box =>
  boxAlong(frame, [u, v], [u, v], reach);

/** The pixels that may lie within so many cm of the line between two points. */
export function boxAlong({ size, scale, toPixel }: Frame, from: Point, to: Point, reach: number): Box {
  const [[x0, y0], [x1, y1]] = [toPixel(...from), toPixel(...to)];
  const radius = reach * scale;
  const [left, right] = [Math.min(x0, x1) - radius, Math.max(x0, x1) + radius];
  return boxOf(left, right, Math.min(y0, y1) - radius, Math.max(y0, y1) + radius, size);
}

type Point = readonly [number, number];

/** The part of a rectangle (pixel coordinates) that lies in the image. */
export const boxOf = (left: number, right: number, top: number, bottom: number, size: number): Box => ({
  left: Math.max(0, Math.floor(left)),
  right: Math.min(size, Math.ceil(right)),
  top: Math.max(0, Math.floor(top)),
  bottom: Math.min(size, Math.ceil(bottom)),
});

interface Pose {
  /** Of the field, cm both ways. */
  readonly field: number;
  /** Radians. */
  readonly angle: number;
  /** What lies in the image's middle. */
  readonly u: number;
  readonly v: number;
}

export function frameOf(subject: Subject, size: number): Frame {
  return frame(poseOf(drawsOfImage(subject, "pose")), size);
}

const poseOf = (draws: Draws): Pose => ({
  field: draws.between(32, 40),
  angle: draws.between(-0.07, 0.07),
  u: draws.between(-1.6, 1.6),
  v: draws.between(10, 15),
});

export function frame(pose: Pose, size: number): Frame {
  const scale = size / pose.field;
  const [cosine, sine] = [Math.cos(pose.angle), Math.sin(pose.angle)];
  const u = new Float32Array(size * size);
  const v = new Float32Array(size * size);
  for (let y = 0, i = 0; y < size; y++) {
    const down = (y + 0.5 - size / 2) / scale;
    for (let x = 0; x < size; x++, i++) {
      const across = (x + 0.5 - size / 2) / scale;
      u[i] = pose.u + across * cosine - down * sine;
      v[i] = pose.v + across * sine + down * cosine;
    }
  }
  const toPixel = (atU: number, atV: number): readonly [number, number] => {
    const [du, dv] = [(atU - pose.u) * scale, (atV - pose.v) * scale];
    return [size / 2 + du * cosine + dv * sine, size / 2 - du * sine + dv * cosine];
  };
  return { size, scale, u, v, toPixel };
}

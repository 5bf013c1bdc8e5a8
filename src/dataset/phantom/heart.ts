/** Heart, great vessels, hila: soft tissue where lung would be, cm along the beam. */
import type { Build } from "./build.ts";
import { drawsOfPatient, type Subject } from "./draws.ts";
import { boxAround, type Frame } from "./frame.ts";
import { addTube, SOLID } from "./tube.ts";

interface Ellipsoid {
  readonly u: number;
  readonly v: number;
  /** Half axes: long, short, along the beam. */
  readonly axes: readonly [number, number, number];
  /** Radians, of the long axis from the horizontal, downwards to the left. */
  readonly angle: number;
}

/** Adds to what takes the lungs' place. */
export function addHeart(displaced: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfPatient(subject, "heart");
  const { wide, tall, deep, turn, domes } = build;
  const size = draws.between(0.85, 1.18) * wide;
  const base = domes[1] - draws.between(2.5, 4);
  const left: Ellipsoid = {
    u: 2.6 * wide + 7 * turn,
    v: base,
    axes: [6.6 * size, 4.6 * size, 4.6 * deep],
    angle: draws.between(0.5, 0.85),
  };
  const right: Ellipsoid = {
    u: -0.4 * wide + 7 * turn,
    v: base - 1.2,
    axes: [6.2 * size, 3.6 * size, 4 * deep],
    angle: Math.PI / 2,
  };
  const trunk: Ellipsoid = { u: 2.1 * wide + 6 * turn, v: 9.2 * tall, axes: [2.6, 1.7, 2.5], angle: 1.2 };
  addLargest(displaced, frame, [left, right, trunk]);
  const aorta = [4.8, 7, 12, 18, 26].map((v, k) => ({
    u: (2.2 - 0.35 * k) * wide,
    v: v * tall,
    radius: 1.25,
    slant: 1,
  }));
  addTube(displaced, frame, aorta, 1, SOLID);
}

/** Of ellipsoids that overlap the deepest counts. */
function addLargest(field: Float32Array, frame: Frame, shapes: readonly Ellipsoid[]): void {
  const deepest = new Float32Array(field.length);
  for (const { u, v, axes, angle } of shapes) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const { left, right, top, bottom } = boxAround(frame, u, v, axes[0]);
    for (let y = top; y < bottom; y++) {
      for (let i = y * frame.size + left, end = y * frame.size + right; i < end; i++) {
        const [du, dv] = [frame.u[i]! - u, frame.v[i]! - v];
        const long = (du * c + dv * s) / axes[0];
        const short = (dv * c - du * s) / axes[1];
        const rest = 1 - long * long - short * short;
        if (rest > 0) deepest[i] = Math.max(deepest[i]!, 2 * axes[2] * Math.sqrt(rest));
      }
    }
  }
  for (let i = 0; i < field.length; i++) field[i]! += deepest[i]!;
}

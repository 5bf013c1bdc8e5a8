/** Soft tissue: how much of the body the beam crosses, in cm, as if it were all water. Trunk, neck, arms, breasts. */
import type { Build } from "./build.ts";
import { type Draws, drawsOfPatient, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { type Outline, outline, valueAt } from "./outline.ts";

interface Arm {
  /** u = shoulder + lean * (v - top). */
  readonly shoulder: number;
  readonly lean: number;
  readonly top: number;
  readonly radius: number;
}

export function bodyDepth(subject: Subject, build: Build, frame: Frame): Float32Array {
  const draws = drawsOfPatient(subject, "body");
  const [half, depth] = [trunkHalf(build), trunkDepth(build)];
  const arms = [armOf(draws, build), armOf(draws, build)] as const;
  const body = new Float32Array(frame.size ** 2);
  for (let i = 0; i < body.length; i++) {
    const [u, v] = [frame.u[i]!, frame.v[i]!];
    const trunk = valueAt(depth, v) * roundness(u / valueAt(half, v));
    body[i] = Math.max(trunk, armDepth(u < 0 ? arms[0] : arms[1], Math.abs(u), v));
  }
  if (draws.chance(0.5)) addBreasts(body, frame, breastsOf(draws, build));
  return body;
}

/** 1 in the middle of the trunk, 0 at its edge and beyond: between an ellipse and a box. */
function roundness(x: number): number {
  const square = x * x;
  return square >= 1 ? 0 : Math.sqrt(1 - square * (0.35 + 0.65 * square));
}

const trunkHalf = ({ wide, tall, fat }: Build): Outline =>
  outline([
    [-14 * tall, 6.2],
    [-7 * tall, 6.4 + 0.3 * fat],
    [-5 * tall, 8.5 + 0.5 * fat],
    [-3.2 * tall, 14 * wide],
    [-1 * tall, 18.2 * wide],
    [2 * tall, 20.5 * wide],
    [7 * tall, 18.4 * wide],
    [12 * tall, 15.4 * wide + fat],
    [30 * tall, 15 * wide + 1.3 * fat],
  ]);

const trunkDepth = ({ tall, deep, fat }: Build): Outline =>
  outline([
    [-14 * tall, 12],
    [-6 * tall, 11.5],
    [-2 * tall, 12 * deep + 0.6 * fat],
    [4 * tall, 16 * deep + fat],
    [12 * tall, 19.5 * deep + 1.5 * fat],
    [22 * tall, 20 * deep + 2 * fat],
    [32 * tall, 19 * deep + 2.5 * fat],
  ]);

const armOf = (draws: Draws, { wide, tall, fat }: Build): Arm => ({
  shoulder: draws.between(17.5, 20) * wide,
  lean: draws.between(0.08, 0.45),
  top: 1 * tall,
  radius: draws.between(3.6, 4.6) + 0.4 * fat,
});

/** u: from the midline outwards. */
function armDepth({ shoulder, lean, top, radius }: Arm, u: number, v: number): number {
  if (v <= top) return 0;
  const across = (u - shoulder - lean * (v - top)) / radius;
  const square = across * across;
  return square >= 1 ? 0 : 1.8 * radius * Math.sqrt((1 - square) * Math.min((v - top) / 9, 1));
}

interface Breasts {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
  readonly depth: number;
}

const breastsOf = (draws: Draws, { wide, tall, fat }: Build): Breasts => ({
  u: draws.between(6.5, 9) * wide,
  v: draws.between(14, 20) * tall,
  radius: draws.between(4.5, 6) + 0.5 * fat,
  depth: draws.between(1.5, 4.5),
});

/** The lower border is steep, the upper runs out. */
function addBreasts(body: Float32Array, frame: Frame, { u, v, radius, depth }: Breasts): void {
  for (let i = 0; i < body.length; i++) {
    const across = (Math.abs(frame.u[i]!) - u) / radius;
    const down = (frame.v[i]! - v) / radius;
    const square = across * across + down * down * (down > 0 ? 1 : 0.35);
    if (square < 1) body[i]! += depth * Math.sqrt(1 - square) * (down > 0 ? 1 : 1 + Math.max(down, -1.6) / 1.6);
  }
}

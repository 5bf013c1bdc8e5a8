/** The spine: bodies of the vertebrae with discs between them, pedicles, spinous processes. cm of cortical bone along the beam. */
import type { Build } from "./build.ts";
import { drawsOfPatient, type Subject } from "./draws.ts";
import { boxAlong, type Frame } from "./frame.ts";
import { type Outline, outline, valueAt } from "./outline.ts";
import { addTube } from "./tube.ts";

const FIRST = -9; // cm, the upper edge of the first body: in the neck
const VERTEBRAE = 18;
/** Bone in a vertebra, as cm of cortical bone: mostly spongy. */
const BODY = 0.62;

/** Where it bends to, in shares of the largest bend. */
const AXIS = [
  [-12, -0.8],
  [0, 0],
  [12, 1],
  [26, 0.2],
  [40, -0.8],
] as const;

export function addSpine(bone: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfPatient(subject, "spine");
  const bend = draws.between(-0.6, 0.6);
  const height = draws.between(2.25, 2.5) * build.tall;
  const axis = outline(AXIS.map(([v, share]) => [v, bend * share]));
  addBodies(bone, frame, axis, height, build);
  for (let k = 0; k < VERTEBRAE; k++) {
    const middle = FIRST + (k + 0.45) * height;
    const half = halfWidth(middle, build.wide);
    for (const side of [-1, 1]) addPedicle(bone, frame, valueAt(axis, middle) + side * 0.68 * half, middle);
    const process = { u: valueAt(axis, middle) - build.turn * 4, v: middle + 0.9 };
    const tip = { radius: 0.32, slant: 2 };
    addTube(
      bone,
      frame,
      [
        { ...process, ...tip },
        { ...process, v: process.v + 0.7, ...tip },
      ],
      0.6,
      {
        thickness: 0.1,
        core: 0.3,
      },
    );
  }
}

const halfWidth = (v: number, wide: number): number => wide * Math.min(Math.max(1.3 + 0.02 * (v + 5), 1.2), 2);

function addPedicle(bone: Float32Array, frame: Frame, u: number, v: number): void {
  const point = { u, radius: 0.36, slant: 1.6 };
  addTube(
    bone,
    frame,
    [
      { ...point, v: v - 0.5 },
      { ...point, v: v + 0.3 },
    ],
    0.5,
    { thickness: 0.13, core: 0.2 },
  );
}

/** Bodies fade over a millimetre or two at their edges; their end plates are denser. */
function addBodies(bone: Float32Array, frame: Frame, axis: Outline, height: number, { wide }: Build): void {
  const { left, right, top, bottom } = boxAlong(frame, [0, FIRST], [0, 40], 4);
  for (let y = top; y < bottom; y++) {
    for (let i = y * frame.size + left, end = y * frame.size + right; i < end; i++) {
      const v = frame.v[i]!;
      bone[i]! += BODY * shareOfBody(frame.u[i]! - valueAt(axis, v), (v - FIRST) / height, halfWidth(v, wide));
    }
  }
}

/** u: from the spine's axis; place: in vertebrae, 0 at the upper edge of the first. */
function shareOfBody(u: number, place: number, half: number): number {
  const along = Math.abs(place - Math.floor(place) - 0.45) / 0.41; // 1: at the end plate
  const off = Math.abs(u) / (half * (1 + 0.12 * along * along));
  if (off >= 1 || along >= 1.15) return 0;
  const edge = Math.min((1 - off) * 6, 1) * Math.min((1.15 - along) * 7, 1);
  const plate = along > 0.82 && along < 1.05 ? 1.25 : 1;
  return edge * plate * Math.sqrt(1 - 0.6 * off * off);
}

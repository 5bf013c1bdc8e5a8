/** The spine: bodies of the vertebrae with discs between them, pedicles, spinous processes. cm of cortical bone along the beam. */
import type { Build } from "./build.ts";
import { drawsOfPatient, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { addTube } from "./tube.ts";

const FIRST = -9; // cm, the upper edge of the first body: in the neck
const VERTEBRAE = 18;
/** Bone in a vertebra, as cm of cortical bone: mostly spongy. */
const BODY = 0.62;

export function addSpine(bone: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfPatient(subject, "spine");
  const bend = draws.between(-0.6, 0.6);
  const height = draws.between(2.25, 2.5) * build.tall;
  const axis = (v: number): number => bend * Math.sin(v / 9);
  addBodies(bone, frame, axis, height, build);
  for (let k = 0; k < VERTEBRAE; k++) {
    const middle = FIRST + (k + 0.45) * height;
    const half = halfWidth(middle, build.wide);
    for (const side of [-1, 1]) addPedicle(bone, frame, axis(middle) + side * 0.68 * half, middle);
    const process = { u: axis(middle) - build.turn * 4, v: middle + 0.9 };
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
function addBodies(
  bone: Float32Array,
  frame: Frame,
  axis: (v: number) => number,
  height: number,
  { wide }: Build,
): void {
  for (let i = 0; i < bone.length; i++) {
    const [u, v] = [frame.u[i]!, frame.v[i]!];
    if (u < -3 || u > 3) continue;
    const place = (v - FIRST) / height;
    if (place < 0) continue;
    const along = Math.abs(place - Math.floor(place) - 0.45) / 0.41; // 1: at the end plate
    const half = halfWidth(v, wide) * (1 + 0.12 * along * along);
    const off = Math.abs(u - axis(v)) / half;
    if (off >= 1 || along >= 1.15) continue;
    const edge = Math.min((1 - off) * 6, 1) * Math.min((1.15 - along) * 7, 1);
    const plate = along > 0.82 && along < 1.05 ? 1.25 : 1;
    bone[i]! += BODY * edge * plate * Math.sqrt(1 - 0.6 * off * off);
  }
}

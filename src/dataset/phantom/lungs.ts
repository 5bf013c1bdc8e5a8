/** The lungs: how deep they are along the beam, cm, and how dense. */
import type { Build } from "./build.ts";
import { shareBehind } from "./diaphragm.ts";
import { type Draws, drawsOfImage, drawsOfPatient, type Subject } from "./draws.ts";
import { type Box, boxAlong, type Frame } from "./frame.ts";
import { type Outline, outline, valueAt } from "./outline.ts";
import { texture } from "./texture.ts";

/** diaphragm: its upper border by u (diaphragm.ts). */
export function lungDepth(subject: Subject, build: Build, diaphragm: Outline, frame: Frame): Float32Array {
  const draws = drawsOfPatient(subject, "lungs");
  const depth = depthOf(build);
  const inner = [innerBorder(build, draws, -1), innerBorder(build, draws, 1)] as const;
  const lungs = new Float32Array(frame.size ** 2);
  const { left, right, top, bottom } = lungBox(build, frame);
  for (let y = top; y < bottom; y++) {
    for (let i = y * frame.size + left, end = y * frame.size + right; i < end; i++) {
      const [u, v] = [frame.u[i]!, frame.v[i]!];
      const behind = shareBehind(v - valueAt(diaphragm, u));
      const [inside, outside] = [valueAt(u < 0 ? inner[0] : inner[1], v), valueAt(build.cage, v)];
      if (behind > 0) lungs[i] = behind * valueAt(depth, v) * across(Math.abs(u), inside, outside);
    }
  }
  return lungs;
}

/** The pixels that lung may lie in. */
const lungBox = ({ wide, tall }: Build, frame: Frame): Box =>
  boxAlong(frame, [0, 13.5 * tall], [0, 18.5 * tall], 15 * Math.max(wide, tall));

/** 1 in the middle between the lung's borders, 0 at them. */
function across(u: number, inner: number, outer: number): number {
  const half = (outer - inner) / 2;
  if (half <= 0) return 0;
  const x = (u - inner) / half - 1;
  const square = x * x;
  return square >= 1 ? 0 : Math.sqrt(1 - square * square);
}

const depthOf = ({ tall, deep }: Build): Outline =>
  outline([
    [-1.2 * tall, 0],
    [0 * tall, 4 * deep],
    [2 * tall, 7 * deep],
    [6 * tall, 11 * deep],
    [12 * tall, 14 * deep],
    [20 * tall, 15 * deep],
    [28 * tall, 15 * deep],
  ]);

/** side: -1 right, 1 left. The turned mediastinum moves with what lies in its middle. */
function innerBorder({ wide, tall, turn }: Build, draws: Draws, side: -1 | 1): Outline {
  const shift = side * turn * 6;
  const knob = side === 1 ? draws.between(0.6, 1.6) : 0; // the arch of the aorta
  const plump = draws.between(-0.4, 0.6);
  const border = (u: number): number => Math.max(u * wide + plump + shift, 0.6);
  return outline([
    [-1.5 * tall, border(1.3)],
    [2 * tall, border(2)],
    [4.5 * tall, border(2.3 + 0.6 * knob)],
    [6 * tall, border(2.2 + knob)],
    [7.8 * tall, border(2.1 + 0.2 * knob)],
    [11 * tall, border(2.5)],
    [16 * tall, border(2.1)],
    [24 * tall, border(2)],
  ]);
}

const DENSITY = [
  [5, 40],
  [1.3, 26],
  [0.45, 20],
] as const;

/** CT number (HU) of the healthy lung along every beam: the patient's own and the breath's, more in the bases, with texture. */
export function lungDensity(subject: Subject, build: Build, frame: Frame): Float32Array {
  const [patient, image] = [drawsOfPatient(subject, "density"), drawsOfImage(subject, "density")];
  const mean = patient.between(-880, -790) + image.between(-25, 25);
  const towardsBase = patient.between(0, 70);
  const towardsLeft = image.between(-25, 25);
  const density = texture(frame, DENSITY, patient.stream, lungBox(build, frame));
  for (let i = 0; i < density.length; i++) {
    const sideways = frame.u[i]! < 0 ? -towardsLeft : towardsLeft;
    density[i]! += mean + sideways + towardsBase * (frame.v[i]! / (22 * build.tall) - 0.5);
  }
  return density;
}

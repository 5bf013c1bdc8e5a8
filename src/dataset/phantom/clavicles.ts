/** Shoulder girdle: clavicles, scapulae, heads of the humeri. cm of cortical bone along the beam. */
import type { Build } from "./build.ts";
import { type Draws, drawsOfImage, drawsOfPatient, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { addTube, type TubePoint } from "./tube.ts";

const LONG_BONE = { thickness: 0.22, core: 0.35 };
const THIN_BONE = { thickness: 0.07, core: 0.35 };
const PIECES = 14;

export function addShoulders(bone: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const [patient, image] = [drawsOfPatient(subject, "shoulders"), drawsOfImage(subject, "shoulders")];
  const radius = patient.between(0.5, 0.68);
  for (const side of [-1, 1] as const) {
    const rise = image.between(0.2, 3.2);
    addTube(bone, frame, clavicle(side, rise, radius, build), 1, LONG_BONE);
    addScapula(bone, frame, side, patient, image, build);
    addHumerus(bone, frame, side, rise, build);
  }
}

/** An S from the breastbone, first forwards (here: down), then up to the shoulder. */
function clavicle(side: -1 | 1, rise: number, radius: number, { wide, tall, turn }: Build): TubePoint[] {
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const t = i / PIECES;
    const bend = 0.9 * Math.sin(2 * Math.PI * t) * (1 - 0.4 * t);
    return {
      u: side * (1.6 + 14.2 * t) * wide + turn * 10 * (1 - t),
      v: (2.6 - rise * t) * tall - 1.1 * Math.sin(Math.PI * t) + 0.55 * bend,
      radius: radius * (1 + 0.45 * (2 * t - 1) ** 4),
      slant: 1,
    };
  });
}

function addScapula(bone: Float32Array, frame: Frame, side: -1 | 1, patient: Draws, image: Draws, build: Build): void {
  const { wide, tall } = build;
  const out = image.between(-0.6, 2.6);
  const tip = patient.between(12.5, 15);
  const points = (knots: readonly (readonly [number, number])[], radius: number): TubePoint[] =>
    knots.map(([u, v]) => ({ u: side * (u + out) * wide, v: v * tall, radius, slant: 1 }));
  const medial = points(
    [
      [9.5, 2],
      [9.2, 5],
      [9.6, 8],
      [10.4, 11],
      [11.4, tip],
    ],
    0.26,
  );
  const lateral = points(
    [
      [15, 4.5],
      [14.3, 7],
      [13.2, 9.8],
      [12.2, 12],
      [11.4, tip],
    ],
    0.42,
  );
  const crest = points(
    [
      [9.5, 3.4],
      [12, 2.2],
      [15, 0.8],
      [17, 0.4],
    ],
    0.5,
  );
  for (const border of [medial, lateral, crest]) addTube(bone, frame, border, 0.75, THIN_BONE);
}

function addHumerus(bone: Float32Array, frame: Frame, side: -1 | 1, rise: number, { wide, tall }: Build): void {
  const v = (3.6 - 0.6 * rise) * tall;
  const u = 17.6 * wide;
  const shaft = [
    { u: side * u, v: v - 2.1, radius: 0.5, slant: 0.6 },
    { u: side * u, v: v - 1.7, radius: 1.4, slant: 0.6 },
    { u: side * (u + 0.1), v: v - 0.8, radius: 2, slant: 0.6 },
    { u: side * (u + 0.3), v: v + 0.4, radius: 2.2, slant: 0.6 },
    { u: side * (u + 0.8), v: v + 1.8, radius: 1.8, slant: 0.7 },
    { u: side * (u + 1.3), v: v + 3.2, radius: 1.35, slant: 0.9 },
    { u: side * (u + 5), v: v + 18, radius: 1.2, slant: 1 },
  ];
  addTube(bone, frame, shaft, 1, { thickness: 0.22, core: 0.22 });
}

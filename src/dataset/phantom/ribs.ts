/**
 * Ribs: ellipses around the chest in planes that slope forwards and down, seen from the front. The rear half runs out from the spine and
 * down, the front half comes back lower and fainter and ends in cartilage. cm of cortical bone along the beam.
 */
import type { Build } from "./build.ts";
import { type Draws, drawsOfPatient, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { valueAt } from "./outline.ts";
import { addTube, type TubePoint } from "./tube.ts";

const RIBS = 11;
const PIECES = 20;
/** Where the rib runs along the beam its way through the rib grows, but a rib is thin and bends. */
const LARGEST_SLANT = 1.9;

export function addRibs(bone: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfPatient(subject, "ribs");
  const spacing = draws.between(2.1, 2.4) * build.tall;
  const slope = draws.between(0.85, 1.15) * build.tall;
  const strength = draws.between(0.8, 1.25);
  const wall = { thickness: draws.between(0.11, 0.16), core: draws.between(0.2, 0.35) };
  for (let k = 0; k < RIBS; k++) {
    for (const side of [-1, 1] as const) {
      const points = ribOf(k, side, -2 * build.tall + spacing * k, slope, build, draws);
      addTube(bone, frame, points, k === 0 ? 0.6 * strength : strength, wall);
    }
  }
}

function ribOf(k: number, side: -1 | 1, spine: number, slope: number, build: Build, draws: Draws): TubePoint[] {
  const drop = slope * (4.6 + 0.75 * Math.min(k, 7) + draws.between(-0.2, 0.2)); // from the spine to the rib's front
  const half = valueAt(build.cage, spine + 0.5 * drop) + 0.35;
  const depth = (5.5 + 0.55 * Math.min(k, 7)) * build.deep;
  const end = k > 8 ? 1.9 : draws.between(2.3, 2.5); // radians from the spine, the cartilage's begin
  const radius = k === 0 ? 0.6 : draws.between(0.52, 0.66);
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const angle = 0.16 + ((end - 0.16) * i) / PIECES;
    const forwards = (depth * (1 - Math.cos(angle))) / 2;
    const along = slantAt(angle, half, depth, drop);
    return {
      u: side * half * Math.sin(angle) ** 0.9 + build.turn * (2 * forwards - depth),
      v: spine - 0.4 * Math.sin(angle) ** 2 + 0.5 * drop * (1 - Math.cos(angle)),
      radius: radius * (angle > 1.9 ? 1.1 : 1),
      slant: along * (angle > 1.75 ? 0.72 : 1),
    };
  });
}

/** Length in space over length in the image. */
function slantAt(angle: number, half: number, depth: number, drop: number): number {
  const [across, forwards] = [half * Math.cos(angle), depth * Math.sin(angle)];
  const down = 0.5 * drop * Math.sin(angle);
  const seen = Math.hypot(across, down);
  return Math.min(Math.hypot(seen, forwards) / Math.max(seen, 1e-6), LARGEST_SLANT);
}

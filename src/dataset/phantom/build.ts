/** The patient's build: what body, ribs and lungs have in common. Lengths in cm. */
import { drawsOfImage, drawsOfPatient, type Subject } from "./draws.ts";
import { type Outline, outline } from "./outline.ts";

export interface Build {
  /** Size of the chest across, about 1. */
  readonly wide: number;
  /** Size along the body, about 1. */
  readonly tall: number;
  /** From front to back, about 1. */
  readonly deep: number;
  /** Fat under the skin. */
  readonly fat: number;
  /** Half of the rib cage's inner width, by v. */
  readonly cage: Outline;
  /** Turned about the long axis: how far what lies one cm in front of the spine moves to the left. */
  readonly turn: number;
  /** Tops of the diaphragm, by breath: right and left. */
  readonly domes: readonly [right: number, left: number];
}

export function buildOf(subject: Subject): Build {
  const draws = drawsOfPatient(subject, "build");
  const image = drawsOfImage(subject, "breath");
  const [wide, tall, deep] = [draws.between(0.88, 1.08), draws.between(0.9, 1.08), draws.between(0.85, 1.15)];
  const right = tall * (draws.between(18, 23) + image.between(-1.5, 1.5));
  const left = right + draws.between(0, 2.2);
  return {
    wide,
    tall,
    deep,
    fat: draws.between(0.8, 3.5),
    cage: outline(cageKnots.map(([v, half]) => [v * tall, half * wide] as const)),
    turn: image.between(-0.12, 0.12),
    domes: [right, left],
  };
}

const cageKnots = [
  [-1.5, 3],
  [0, 5.2],
  [2, 8],
  [5, 10.7],
  [9, 12.7],
  [14, 13.9],
  [20, 14.3],
  [30, 13.6],
] as const;

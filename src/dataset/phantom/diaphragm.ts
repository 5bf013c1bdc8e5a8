/** The diaphragm: two domes on which the lungs sit, reaching deeper behind and at the sides. v as a function of u, both in cm. */
import type { Build } from "./build.ts";
import { drawsOfPatient, type Subject } from "./draws.ts";
import { type Outline, outline } from "./outline.ts";

/** Depth of lung behind the dome runs out over this many cm. */
const RECESS = 5;
/** It moves while the image is taken, cm. */
const BLUR = 0.12;

/** The upper border by u. */
export function diaphragmOf(subject: Subject, { wide, domes }: Build): Outline {
  const draws = drawsOfPatient(subject, "diaphragm");
  const angle = draws.between(3, 5.5); // from the dome down to the angle at the ribs
  const [right, left] = domes;
  const heart = draws.between(0.8, 2);
  return outline([
    [-15 * wide, right + angle + 1],
    [-13 * wide, right + angle * 0.72],
    [-10.3 * wide, right + angle * 0.2],
    [-6.5 * wide, right],
    [-3.2 * wide, right + heart],
    [3.2 * wide, left + heart],
    [7 * wide, left],
    [10.5 * wide, left + angle * 0.2],
    [13 * wide, left + angle * 0.72],
    [15 * wide, left + angle + 1],
  ]);
}

/** The share of the lung's depth that lies behind the dome, `below` cm under its border: a sphere's edge. */
export function shareBehind(below: number): number {
  if (below <= -BLUR) return 1;
  if (below >= RECESS) return 0;
  const behind = 0.7 * (1 - Math.sqrt(Math.max(below, 0) / RECESS));
  return below >= BLUR ? behind : behind + (1 - behind) * (0.5 - below / (2 * BLUR));
}

/** What lies on the skin or the plate: the letter of the side, wires with electrodes. Attenuation of its own (no unit). */
import type { Build } from "./build.ts";
import { type Draws, drawsOfImage, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { LEAD } from "./physics.ts";
import { addTube, SOLID } from "./tube.ts";

/** Strokes on a grid of 4 x 6. */
const LETTERS = {
  L: [
    [0, 0, 0, 6],
    [0, 6, 4, 6],
  ],
  R: [
    [0, 0, 0, 6],
    [0, 0, 3, 0],
    [3, 0, 4, 1.5],
    [4, 1.5, 3, 3],
    [3, 3, 0, 3],
    [1.5, 3, 4, 6],
  ],
} as const;

export function addMarkers(metal: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfImage(subject, "markers");
  addLetter(metal, frame, draws);
  if (draws.chance(0.3)) for (let k = draws.oneOf([1, 2, 3]); k > 0; k--) addLead(metal, frame, draws, build);
}

/** On the film, so upright in the image wherever the patient turned: at the upper corner of its side. */
function addLetter(metal: Float32Array, frame: Frame, draws: Draws): void {
  const letter = draws.oneOf(["L", "R"] as const);
  const [u, v] = [(letter === "L" ? 1 : -1) * draws.between(14, 17.5), draws.between(-4, 3)];
  const grid = draws.between(0.22, 0.36);
  const weight = (LEAD * draws.between(0.15, 0.4)) / 0.3;
  for (const [fromX, fromY, toX, toY] of LETTERS[letter]) {
    const point = (x: number, y: number) => ({ u: u + grid * x, v: v + grid * y, radius: 0.13, slant: 1 });
    addTube(metal, frame, [point(fromX, fromY), point(toX, toY)], weight, SOLID);
  }
}

/** An electrode and its wire to the image's edge. */
function addLead(metal: Float32Array, frame: Frame, draws: Draws, { wide }: Build): void {
  const side = draws.oneOf([-1, 1]);
  const [u, v] = [side * draws.between(5, 13) * wide, draws.between(1, 20)];
  const sag = draws.between(-5, 5);
  const wire = Array.from({ length: 13 }, (_, i) => {
    const t = i / 12;
    return { u: u + side * 14 * t, v: v - 10 * t * t + sag * Math.sin(Math.PI * t), radius: 0.07, slant: 1 };
  });
  addTube(metal, frame, wire, 3, SOLID);
  const disc = { u, radius: 0.55, slant: 1 };
  addTube(
    metal,
    frame,
    [
      { ...disc, v: v - 0.3 },
      { ...disc, v: v + 0.3 },
    ],
    0.35,
    SOLID,
  );
}

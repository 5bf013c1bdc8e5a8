/** Vessels of the lungs: trees that branch from the hila and taper (radius after a fork by Murray's law, 1926). */
import type { Build } from "./build.ts";
import { type Draws, drawsOfPatient, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { addTube, SOLID } from "./tube.ts";

interface Shoot {
  readonly u: number;
  readonly v: number;
  /** Radians, 0 to the left, half pi downwards. */
  readonly angle: number;
  readonly radius: number;
  readonly length: number;
  /** Forks still to come. */
  readonly forks: number;
}

const FORKS = 4;
const TRUNKS = 7; // on each side
const PIECES = 2;
/** Radius in pixels: what is thinner is not seen. */
const THINNEST = 0.3;

/** Adds to what takes the lungs' place. */
export function addVessels(displaced: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfPatient(subject, "vessels");
  for (const side of [-1, 1] as const) {
    const hilum = { u: side * 3 * build.wide + 5 * build.turn, v: (side === 1 ? 9.3 : 10.3) * build.tall };
    for (let k = 0; k < TRUNKS; k++) {
      const outwards = -1.25 + (2.75 * k) / (TRUNKS - 1) + draws.between(-0.15, 0.15);
      const shoot = {
        ...hilum,
        v: hilum.v + draws.between(-1, 1.4),
        angle: side === 1 ? outwards : Math.PI - outwards,
        radius: draws.between(0.42, 0.72),
        length: draws.between(2.6, 4.4) * build.tall,
        forks: FORKS,
      };
      grow(displaced, frame, draws, shoot);
    }
  }
}

function grow(displaced: Float32Array, frame: Frame, draws: Draws, shoot: Shoot): void {
  const points = [{ u: shoot.u, v: shoot.v, radius: shoot.radius, slant: 1 }];
  let { u, v, angle, radius } = shoot;
  for (let k = 0; k < PIECES; k++) {
    angle += draws.between(-0.2, 0.2);
    u += (Math.cos(angle) * shoot.length) / PIECES;
    v += (Math.sin(angle) * shoot.length) / PIECES;
    radius *= 0.93;
    points.push({ u, v, radius, slant: 1 });
  }
  addTube(displaced, frame, points, 1, SOLID);
  if (shoot.forks === 0 || radius * frame.scale < THINNEST) return;
  const share = draws.between(0.35, 0.65); // of the cube of the radius
  const spread = draws.between(0.35, 0.8);
  for (const [part, turn] of [
    [share, spread * (1 - share)],
    [1 - share, -spread * share],
  ] as const) {
    const child = { u, v, angle: angle + turn, radius: radius * Math.cbrt(part), forks: shoot.forks - 1 };
    grow(displaced, frame, draws, { ...child, length: shoot.length * draws.between(0.68, 0.9) });
  }
}

/** Air outside the lungs: windpipe, main bronchi, bubbles of the stomach. cm along the beam that are air instead of tissue. */
import type { Build } from "./build.ts";
import { drawsOfImage, drawsOfPatient, type Subject } from "./draws.ts";
import type { Frame } from "./frame.ts";
import { addTube, SOLID } from "./tube.ts";

export function addAirways(air: Float32Array, subject: Subject, build: Build, frame: Frame): void {
  const draws = drawsOfPatient(subject, "airways");
  const { wide, tall, turn } = build;
  const radius = draws.between(0.75, 1);
  const carina = { u: 0.3 + 5 * turn, v: draws.between(7, 8) * tall };
  const windpipe = [
    { u: draws.between(-0.3, 0.3) + 3 * turn, v: -12, radius, slant: 1.1 },
    { u: 3.5 * turn, v: 0, radius, slant: 1.1 },
    { ...carina, radius, slant: 1.1 },
  ];
  addTube(air, frame, windpipe, 1, SOLID);
  for (const side of [-1, 1] as const) {
    const end = { u: carina.u + side * (side === 1 ? 4 : 3) * wide, v: carina.v + (side === 1 ? 2.6 : 3.4) * tall };
    addTube(
      air,
      frame,
      [
        { ...carina, radius: 0.65, slant: 0.7 },
        { ...end, radius: 0.45, slant: 0.7 },
      ],
      1,
      SOLID,
    );
  }
  addStomach(air, subject, build, frame);
}

function addStomach(air: Float32Array, subject: Subject, { wide, domes }: Build, frame: Frame): void {
  const draws = drawsOfImage(subject, "stomach");
  if (draws.chance(0.4)) return;
  const [u, v] = [draws.between(4.5, 8) * wide, domes[1] + draws.between(2.2, 4)];
  const [half, height, depth] = [draws.between(1.5, 3.5), draws.between(1, 1.8), draws.between(1, 5)];
  for (let i = 0; i < air.length; i++) {
    const rest = 1 - ((frame.u[i]! - u) / half) ** 2 - ((frame.v[i]! - v) / height) ** 2;
    if (rest > 0) air[i]! += depth * Math.sqrt(rest);
  }
}

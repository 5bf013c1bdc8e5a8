/**
 * The opacity: the only thing that classes of phantoms differ in.
 *
 * Lung that lost air. By CT number lung is normally aerated from -900 to -501 HU, poorly from -500 to -101 HU, not from -100 to 100 HU
 * (Gattinoni et al. 2001, American Journal of Respiratory and Critical Care Medicine 164:1701). A lobar opacity is lung that is not aerated, a
 * diffuse one lung that is poorly aerated: one CT number and one thickness along the beam for an image, uniform in the ranges below. It
 * adds (its HU - the healthy lung's HU) / 1000 * 0.206/cm * thickness to the attenuation.
 */
import type { Build } from "./build.ts";
import { type Draws, drawsOfImage, type Subject } from "./draws.ts";
import { type Box, boxAround, type Frame } from "./frame.ts";
import type { PhantomLabel } from "./label.ts";
import { type Outline, valueAt } from "./outline.ts";
import { WATER } from "./physics.ts";
import { texture } from "./texture.ts";

type Opaque = Exclude<PhantomLabel, "normal">;
type Range = readonly [low: number, high: number];

interface Contrast {
  readonly hounsfield: Range;
  /** cm along the beam, where the opacity is thickest; never more than the lung. */
  readonly thickness: Range;
}

/** Fixed before any network was trained on phantoms. */
export const CONTRAST: Readonly<Record<Opaque, Contrast>> = {
  "lobar-opacity": { hounsfield: [-100, 50], thickness: [3, 6] },
  "diffuse-opacity": { hounsfield: [-500, -101], thickness: [2.5, 5] },
};

interface Patch {
  readonly u: number;
  readonly v: number;
  /** cm. */
  readonly radii: readonly [number, number];
  /** Radians of its long axis. */
  readonly angle: number;
  /** Of the thickness, at the patch's middle. */
  readonly weight: number;
}

/** Attenuation to be added (no unit), 0 outside the opacity; density: CT number of the healthy lung, depth: cm of it. */
export function opacityOf(
  label: PhantomLabel,
  subject: Subject,
  { build, diaphragm, frame }: { readonly build: Build; readonly diaphragm: Outline; readonly frame: Frame },
  { depth, density }: { readonly depth: Float32Array; readonly density: Float32Array },
): Float32Array {
  const added = new Float32Array(depth.length);
  if (label === "normal") return added;
  const draws = drawsOfImage(subject, label);
  const hounsfield = draws.between(...CONTRAST[label].hounsfield);
  const thickness = draws.between(...CONTRAST[label].thickness);
  const shape = label === "lobar-opacity" ? lobar(draws, build, diaphragm) : diffuse(draws, build, diaphragm);
  const share = sharesOf(shape, frame, label, draws);
  for (let i = 0; i < added.length; i++) {
    const layer = Math.min(share[i]! * thickness, depth[i]!);
    if (layer > 0) added[i] = (WATER * (hounsfield - density[i]!) * layer) / 1000;
  }
  return added;
}

interface Lobe {
  /** -1 right, 1 left. */
  readonly side: -1 | 1;
  /** Where opacities have their middle: 0 the lung's top, 1 the diaphragm. */
  readonly height: Range;
  /** And how far from the midline, cm. */
  readonly out: Range;
}

const LOBES: readonly Lobe[] = [
  { side: -1, height: [0.22, 0.42], out: [4.5, 8.5] }, // right upper
  { side: -1, height: [0.55, 0.72], out: [4.5, 8] }, // right middle
  { side: -1, height: [0.68, 0.9], out: [5, 10] }, // right lower
  { side: 1, height: [0.25, 0.5], out: [4.5, 8.5] }, // left upper
  { side: 1, height: [0.6, 0.85], out: [6.5, 10] }, // left lower
];

function lobar(draws: Draws, { wide }: Build, diaphragm: Outline): Patch[] {
  const lobe = draws.oneOf(LOBES);
  const u = lobe.side * draws.between(...lobe.out) * wide;
  const v = draws.between(...lobe.height) * valueAt(diaphragm, u);
  const radii = [draws.between(3, 5), draws.between(2.2, 3.8)] as const;
  return [{ u, v, radii, angle: draws.between(-0.6, 0.6), weight: 1 }];
}

/** Patches in both lungs, more of them outside and below. */
function diffuse(draws: Draws, { wide }: Build, diaphragm: Outline): Patch[] {
  return [-1, 1].flatMap((side) =>
    Array.from({ length: draws.oneOf([6, 7, 8, 9]) }, () => {
      const u = side * (4 + 7.5 * Math.sqrt(draws.between(0, 1))) * wide;
      const v = (0.15 + 0.75 * Math.sqrt(draws.between(0, 1))) * valueAt(diaphragm, u);
      const radii = [draws.between(1, 3), draws.between(1, 3)] as const;
      return { u, v, radii, angle: draws.between(0, Math.PI), weight: draws.between(0.5, 1) };
    }),
  );
}

/** Ragged edges, and lung that still holds air inside. */
const GRAIN = {
  "lobar-opacity": [
    [1.8, 0.3],
    [0.7, 0.25],
    [0.3, 0.15],
  ],
  "diffuse-opacity": [
    [1, 0.3],
    [0.45, 0.45],
    [0.22, 0.3],
  ],
} as const;

/** In radii: where the largest grain ends a patch. */
const FARTHEST = 1.55;

/** Of the thickness, 0..1, for every pixel. */
function sharesOf(patches: readonly Patch[], frame: Frame, label: Opaque, draws: Draws): Float32Array {
  const share = new Float32Array(frame.size ** 2);
  const boxes = patches.map(({ u, v, radii }) => boxAround(frame, u, v, Math.max(...radii) * FARTHEST));
  const grain = texture(frame, GRAIN[label], draws.stream, boxes.reduce(unionOf));
  for (const [k, { u, v, radii, angle, weight }] of patches.entries()) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const { left, right, top, bottom } = boxes[k]!;
    for (let y = top; y < bottom; y++) {
      for (let i = y * frame.size + left, end = y * frame.size + right; i < end; i++) {
        const [du, dv] = [frame.u[i]! - u, frame.v[i]! - v];
        const square = ((du * c + dv * s) / radii[0]) ** 2 + ((dv * c - du * s) / radii[1]) ** 2;
        const inside = 1.25 - square + grain[i]!;
        if (inside > 0) share[i] = Math.max(share[i]!, weight * Math.min(inside, 1));
      }
    }
  }
  return share;
}

const unionOf = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Round tubes along a line (ribs, clavicles, vessels, wires): the length of the beam's way through them, in cm, added to a field. */
import { type Box, boxOf, type Frame } from "./frame.ts";

export interface TubePoint {
  readonly u: number;
  readonly v: number;
  /** cm. */
  readonly radius: number;
  /** How much longer the way through the tube is than straight across, where it runs along the beam. */
  readonly slant: number;
}

/** A wall of full weight around a core of less: cortical bone around spongy bone. */
export interface Wall {
  /** cm. */
  readonly thickness: number;
  /** Weight of the core, 0..1. */
  readonly core: number;
}

export const SOLID: Wall = { thickness: 0, core: 1 };
/** Pixels: a thinner tube is drawn as wide, and fainter. */
const THINNEST = 0.7;

/** A cut across the tube, in pixels: where, and which way the tube goes on. */
interface Cut {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

interface Section {
  /** Pixels; of the core, squared. */
  readonly radius: number;
  readonly core: number;
  /** What a pixel of way adds, and how much of it the core takes away. */
  readonly gain: number;
  readonly hollow: number;
}

/** Adds weight times the way through the tube. points: at least two. */
export function addTube(
  field: Float32Array,
  frame: Frame,
  points: readonly TubePoint[],
  weight: number,
  wall: Wall,
): void {
  const cuts = cutsOf(points, frame);
  for (let k = 1; k < points.length; k++) {
    addSegment(
      field,
      frame.size,
      cuts[k - 1]!,
      cuts[k]!,
      sectionOf(points[k - 1]!, points[k]!, frame.scale, weight, wall),
    );
  }
}

/** Pieces meet at half the angle between them, without gap or overlap. */
function cutsOf(points: readonly TubePoint[], frame: Frame): Cut[] {
  const places = points.map(({ u, v }) => frame.toPixel(u, v));
  return places.map(([x, y], k) => {
    const [before, after] = [places[Math.max(k - 1, 0)]!, places[Math.min(k + 1, places.length - 1)]!];
    return { x, y, dx: after[0] - before[0], dy: after[1] - before[1] };
  });
}

function sectionOf(from: TubePoint, to: TubePoint, scale: number, weight: number, wall: Wall): Section {
  const real = ((from.radius + to.radius) / 2) * scale;
  const radius = Math.max(real, THINNEST);
  return {
    radius,
    core: Math.max(real - wall.thickness * scale, 0) ** 2,
    gain: (weight * (from.slant + to.slant) * (real / radius) ** 2) / scale,
    hollow: 1 - wall.core,
  };
}

function addSegment(field: Float32Array, size: number, from: Cut, to: Cut, section: Section): void {
  const { radius, core, gain, hollow } = section;
  const length = Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2); // Math.hypot takes ten times as long
  if (length === 0) return;
  const [nx, ny] = [(to.y - from.y) / length, (from.x - to.x) / length];
  const box = boxOf(
    Math.min(from.x, to.x) - radius,
    Math.max(from.x, to.x) + radius,
    Math.min(from.y, to.y) - radius,
    Math.max(from.y, to.y) + radius,
    size,
  );
  for (let y = box.top; y < box.bottom; y++) {
    const py = y + 0.5 - from.y;
    const qy = (y + 0.5 - to.y) * to.dy;
    const [first, last] = reach(from.x - 0.5, py * ny, nx, radius, box);
    for (let x = first; x < last; x++) {
      const px = x + 0.5 - from.x;
      const across = (px * nx + py * ny) ** 2;
      const outer = radius * radius - across;
      if (outer <= 0 || px * from.dx + py * from.dy < 0 || (x + 0.5 - to.x) * to.dx + qy >= 0) continue;
      const inner = core > across ? hollow * Math.sqrt(core - across) : 0;
      field[y * size + x]! += gain * (Math.sqrt(outer) - inner);
    }
  }
}

/** Of a row of the box the pixels that lie within the radius of the line: |(x - start) nx + rest| <= radius. */
function reach(
  start: number,
  rest: number,
  nx: number,
  radius: number,
  { left, right }: Box,
): readonly [number, number] {
  if (Math.abs(nx) < 1e-3) return [left, right];
  const middle = start - rest / nx;
  const half = Math.abs(radius / nx);
  return [Math.max(left, Math.ceil(middle - half)), Math.min(right, Math.floor(middle + half) + 1)];
}

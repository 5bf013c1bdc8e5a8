/**
 * A phantom: a chest radiograph from a seed, for trying everything that needs radiographs without one. No radiograph went into it.
 *
 * Line integrals of soft tissue, lung and bone -> Beer and Lambert -> scatter -> noise -> logarithm, window, 8 bits.
 * Scatter and window are those of the chest without its opacity, so that classes are equal outside of it to the last bit.
 */
import type { Pixels } from "../../image/index.ts";
import { addAirways } from "./airways.ts";
import { bodyDepth } from "./body.ts";
import { type Build, buildOf } from "./build.ts";
import { addShoulders } from "./clavicles.ts";
import { diaphragmOf } from "./diaphragm.ts";
import { drawsOfImage, type Subject } from "./draws.ts";
import { develop, windowOf } from "./exposure.ts";
import { type Frame, frameOf } from "./frame.ts";
import { addHeart } from "./heart.ts";
import type { PhantomLabel } from "./label.ts";
import { lungDensity, lungDepth } from "./lungs.ts";
import { addMarkers } from "./markers.ts";
import { addNoise } from "./noise.ts";
import { opacityOf } from "./opacity.ts";
import { subjectOf } from "./patient.ts";
import { CORTICAL_BONE, WATER } from "./physics.ts";
import { addRibs } from "./ribs.ts";
import { scatterOf } from "./scatter.ts";
import { addSpine } from "./spine.ts";
import { addVessels } from "./vessels.ts";

export interface PhantomRequest {
  readonly seed: number;
  /** From 0; images 2p and 2p + 1 are of one patient. */
  readonly index: number;
  readonly label: PhantomLabel;
  /** Pixels both ways, from 32. */
  readonly size: number;
}

/** Grey, 8 bits. The same request gives the same pixels, whatever was made before. */
export function phantom({ seed, index, label, size }: PhantomRequest): Pixels {
  const subject = subjectOf(seed, index);
  const frame = frameOf(subject, size);
  const { attenuation, opacity } = chest(subject, label, frame);
  return { width: size, height: size, channels: 1, data: radiograph(subject, frame, attenuation, opacity) };
}

interface Chest {
  /** Line integrals of the attenuation (no unit) without the opacity, and what it adds. */
  readonly attenuation: Float32Array;
  readonly opacity: Float32Array;
}

/** size x size of the frame each, row by row. */
export function chest(subject: Subject, label: PhantomLabel, frame: Frame): Chest {
  const build = buildOf(subject);
  const diaphragm = diaphragmOf(subject, build);
  const attenuation = bodyDepth(subject, build, frame);
  const depth = lungDepth(subject, build, diaphragm, frame);
  takeAway(depth, softTissue(subject, build, frame));
  const density = lungDensity(subject, build, frame);
  const air = new Float32Array(depth.length);
  addAirways(air, subject, build, frame);
  const dense = denseThings(subject, build, frame);
  for (let i = 0; i < depth.length; i++) {
    const water = attenuation[i]! + (depth[i]! * density[i]!) / 1000 - Math.min(air[i]!, 0.5 * attenuation[i]!);
    attenuation[i] = WATER * Math.max(water, 0) + dense[i]!;
  }
  return { attenuation, opacity: opacityOf(label, subject, { build, diaphragm, frame }, { depth, density }) };
}

/** cm of soft tissue inside the rib cage, where there would be lung. */
function softTissue(subject: Subject, build: Build, frame: Frame): Float32Array {
  const field = new Float32Array(frame.size ** 2);
  addHeart(field, subject, build, frame);
  addVessels(field, subject, build, frame);
  return field;
}

function takeAway(depth: Float32Array, displaced: Float32Array): void {
  for (let i = 0; i < depth.length; i++) depth[i] = Math.max(depth[i]! - displaced[i]!, 0);
}

/** What bone adds to the tissue that it stands in, and metal. */
function denseThings(subject: Subject, build: Build, frame: Frame): Float32Array {
  const field = new Float32Array(frame.size ** 2);
  addSpine(field, subject, build, frame);
  addRibs(field, subject, build, frame);
  addShoulders(field, subject, build, frame);
  for (let i = 0; i < field.length; i++) field[i]! *= CORTICAL_BONE - WATER;
  addMarkers(field, subject, build, frame);
  return field;
}

function radiograph(subject: Subject, { size }: Frame, attenuation: Float32Array, opacity: Float32Array): Uint8Array {
  const draws = drawsOfImage(subject, "exposure");
  const intensity = new Float32Array(attenuation.length);
  for (let i = 0; i < intensity.length; i++) intensity[i] = Math.exp(-attenuation[i]!);
  const scatter = scatterOf(intensity, size, draws.between(0.2, 0.6), draws.between(0.08, 0.13));
  for (let i = 0; i < intensity.length; i++) intensity[i]! += scatter[i]!;
  const window = windowOf(intensity, {
    low: draws.between(0.005, 0.04),
    high: draws.between(0.95, 0.995),
    toe: draws.between(0.2, 0.9),
    gamma: draws.between(0.7, 1.15),
  });
  for (let i = 0; i < intensity.length; i++) {
    if (opacity[i]! > 0) intensity[i] = Math.exp(-attenuation[i]! - opacity[i]!) + scatter[i]!;
  }
  addNoise(intensity, draws.between(15_000, 90_000) * (224 / size) ** 2, drawsOfImage(subject, "noise").stream);
  return develop(intensity, window);
}

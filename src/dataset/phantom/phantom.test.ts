import { expect, test } from "vitest";
import type { Pixels } from "../../image/index.ts";
import { frameOf } from "./frame.ts";
import { PHANTOM_LABELS, type PhantomLabel } from "./label.ts";
import { subjectOf } from "./patient.ts";
import { chest, phantom } from "./phantom.ts";

const of = (index: number, label: PhantomLabel, seed = 1, size = 64): Pixels => phantom({ seed, index, label, size });
const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b) / values.length;

test("the same request gives the same pixels, whatever was made in between", () => {
  const first = of(4, "lobar-opacity");
  of(5, "normal", 2);
  expect(of(4, "lobar-opacity")).toEqual(first);
});

test("seeds, indices and the two images of a patient differ", () => {
  const data = of(0, "normal").data;
  for (const other of [of(0, "normal", 2), of(1, "normal"), of(2, "normal")]) expect(other.data).not.toEqual(data);
});

test("the grey of a tiny one, as first made: means of 8 x 8 pixels, a level more or less for another engine's exponential", () => {
  const { data } = phantom({ seed: 1, index: 0, label: "normal", size: 32 });
  const means = Array.from({ length: 16 }, (_, block) => {
    const start = Math.floor(block / 4) * 8 * 32 + (block % 4) * 8;
    return meanOf(Array.from({ length: 64 }, (_, i) => data[start + Math.floor(i / 8) * 32 + (i % 8)]!));
  });
  expect(GOLDEN).toHaveLength(16);
  for (const [i, golden] of GOLDEN.entries()) expect(Math.abs(means[i]! - golden), `block ${i}`).toBeLessThan(1);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  "classes of phantom %i are equal but in the opacity, and there they differ",
  (index) => {
    const normal = of(index, "normal");
    for (const label of ["lobar-opacity", "diffuse-opacity"] as const) {
      const { opacity } = chest(subjectOf(1, index), label, frameOf(subjectOf(1, index), 64));
      const changed = of(index, label).data;
      const inside = opacity.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
      expect(inside).toBeGreaterThan(30);
      expect(inside).toBeLessThan(0.5 * opacity.length);
      expect(changed.filter((value, i) => opacity[i] === 0 && value !== normal.data[i])).toHaveLength(0);
      const brighter = changed.map((value, i) => (opacity[i]! > 0.15 && value >= normal.data[i]! ? 1 : 0));
      const clear = opacity.filter((value) => value > 0.15).length;
      expect(brighter.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.9 * clear); // noise aside
    }
  },
);

test("a normal phantom has no opacity; a diffuse one has it in both lungs, a lobar one in one", () => {
  for (let index = 0; index < 12; index++) {
    const subject = subjectOf(1, index);
    const frame = frameOf(subject, 64);
    const sides = (label: PhantomLabel): number[] => {
      const { opacity } = chest(subject, label, frame);
      return [-1, 1].map((side) => opacity.reduce((sum, value, i) => sum + (frame.u[i]! * side > 0 ? value : 0), 0));
    };
    expect(sides("normal")).toEqual([0, 0]);
    expect(Math.min(...sides("diffuse-opacity"))).toBeGreaterThan(0);
    const [less, more] = sides("lobar-opacity").toSorted((a, b) => a - b);
    expect(less).toBeLessThan(0.05 * more!);
  }
});

test("line integrals are those of a body: air beside it, lungs that let more through than the middle", () => {
  for (let index = 0; index < 12; index++) {
    const subject = subjectOf(7, index);
    const frame = frameOf(subject, 64);
    const { attenuation } = chest(subject, "normal", frame);
    expect(attenuation.every((value) => value >= 0 && value < 20)).toBe(true);
    const around = (u: number, v: number): number =>
      meanOf(attenuation.filter((_, i) => Math.hypot(frame.u[i]! - u, frame.v[i]! - v) < 2));
    expect(around(0, 12)).toBeGreaterThan(1.4 * around(-8, 10)); // spine and heart; right lung
    expect(around(-8, 10)).toBeGreaterThan(0.8); // a chest wall of a few cm at least
  }
});

test("images use the 8 bits: black beside the body, bright in the middle, never all one", () => {
  for (const [k, label] of PHANTOM_LABELS.entries()) {
    const { data, width, height, channels } = of(k, label);
    expect([width, height, channels, data.length]).toEqual([64, 64, 1, 64 * 64]);
    expect(Math.min(...data)).toBeLessThan(20);
    expect(Math.max(...data)).toBeGreaterThan(200);
  }
});

const GOLDEN = [
  69.22, 122.36, 130.52, 96.84, 63.31, 119.38, 146.19, 84.56, 39.56, 160.25, 192.59, 77.42, 65.48, 215.58, 224.94,
  162.14,
];

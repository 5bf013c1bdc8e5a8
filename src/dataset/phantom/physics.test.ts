/** The steps from attenuation to grey, each against its formula. */
import { expect, test } from "vitest";
import { stream } from "../../util/random.ts";
import { develop, windowOf } from "./exposure.ts";
import { frame } from "./frame.ts";
import { attenuationAt, bitsOf } from "./logarithm.ts";
import { addNoise, nearlyNormal } from "./noise.ts";
import { CONTRAST } from "./opacity.ts";
import { outline, valueAt } from "./outline.ts";
import { scatterOf } from "./scatter.ts";
import { addTube, SOLID } from "./tube.ts";

const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b) / values.length;
const varianceOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values);
  return meanOf(Array.from(values, (value) => (value - mean) ** 2));
};

test("the table's logarithm is the logarithm, to 1 in 4000", () => {
  const intensity = Float32Array.from({ length: 1000 }, (_, i) => 1.9 * 0.986 ** i);
  const bits = bitsOf(intensity);
  for (const [i, value] of intensity.entries()) {
    expect(Math.abs(attenuationAt(bits[i]!) + Math.log(value))).toBeLessThan(1 / 4000);
  }
});

test("scatter of an even field is its share of it everywhere", () => {
  const scatter = scatterOf(new Float32Array(60 * 60).fill(0.4), 60, 0.5, 0.1);
  for (const value of scatter) expect(value).toBeCloseTo(0.2, 5);
});

test("scatter spreads a point as a Gaussian does: its sum stays, its variance is sigma's square", () => {
  const size = 112;
  const primary = new Float32Array(size * size);
  primary.fill(1, size * 56 + 52, size * 56 + 60);
  const scatter = scatterOf(primary, size, 1, 0.08);
  const sum = scatter.reduce((a, b) => a + b);
  expect(sum / 8).toBeCloseTo(1, 2);
  const second = scatter.reduce((a, value, i) => a + value * (Math.floor(i / size) + 0.5 - 56) ** 2, 0);
  expect(Math.sqrt(second / sum) / (0.08 * size)).toBeCloseTo(1, 1);
});

test("noise has the variance of quanta: mean / quanta, and the electronics' 16", () => {
  const intensity = new Float32Array(40_000).fill(0.25);
  addNoise(intensity, 4000, stream(1, "noise"));
  expect(Math.abs(meanOf(intensity) - 0.25)).toBeLessThan(0.001);
  expect(varianceOf(intensity) / ((0.25 * 4000 + 16) / 4000 ** 2)).toBeCloseTo(1, 1);
});

test("nearly normal numbers have mean 0 and variance 1", () => {
  const next = nearlyNormal(stream(2, "normal"));
  const values = Float64Array.from({ length: 50_000 }, next);
  expect(Math.abs(meanOf(values))).toBeLessThan(0.02);
  expect(varianceOf(values)).toBeCloseTo(1, 1);
});

test("the way through a tube is its chord, and its area comes out whole where it is thinner than a pixel", () => {
  const field = frame({ field: 20, angle: 0.3, u: 0, v: 0 }, 200);
  for (const radius of [1, 0.03]) {
    const values = new Float32Array(200 * 200);
    const ends = [-5, 0, 5].map((u) => ({ u, v: 0.2 * u, radius, slant: 1 }));
    addTube(values, field, ends, 1, SOLID);
    const volume = values.reduce((a, b) => a + b) * 0.1 ** 2;
    expect(volume / (Math.PI * radius ** 2 * Math.hypot(10, 2))).toBeCloseTo(1, 1);
    if (radius === 1) expect(Math.max(...values)).toBeCloseTo(2, 1);
  }
});

test("an outline goes through its knots and is constant beyond them", () => {
  const curve = outline([
    [-2, 1],
    [3, 5],
    [10, 2],
  ]);
  for (const [at, value] of [
    [-9, 1],
    [-2, 1],
    [3, 5],
    [10, 2],
    [30, 2],
  ] as const) {
    expect(valueAt(curve, at + 1e-6)).toBeCloseTo(value, 1);
  }
});

test("pixels and the body's coordinates are each other's inverse", () => {
  const { u, v, toPixel } = frame({ field: 38, angle: -0.05, u: 1, v: 12 }, 48);
  for (const i of [0, 47, 1000, 48 * 48 - 1]) {
    const [x, y] = toPixel(u[i]!, v[i]!);
    expect(x).toBeCloseTo((i % 48) + 0.5, 3);
    expect(y).toBeCloseTo(Math.floor(i / 48) + 0.5, 3);
  }
});

test("the window lies where the body is, and grey rises with attenuation", () => {
  const intensity = Float32Array.from({ length: 7000 }, (_, i) => Math.exp(-(i < 3500 ? 0 : 1 + i / 3500)));
  const window = windowOf(intensity, { low: 0, high: 1, toe: 0, gamma: 1 });
  expect([window.black, window.white]).toEqual([expect.closeTo(2, 1), expect.closeTo(8, 0)]);
  const grey = develop(Float32Array.of(1, 0.1, 0.05, 0.01, 1e-4), { black: 1, white: 6, gamma: 1 });
  expect([...grey]).toEqual([...grey].toSorted((a, b) => a - b));
  expect(grey[0]).toBe(0);
});

test("opacities are lung that lost air: not aerated in a lobe, poorly where diffuse (Gattinoni et al. 2001)", () => {
  const within = (inner: readonly number[], [low, high]: readonly [number, number]): boolean =>
    inner.every((value) => value >= low && value <= high);
  expect(within(CONTRAST["lobar-opacity"].hounsfield, [-100, 100])).toBe(true);
  expect(within(CONTRAST["diffuse-opacity"].hounsfield, [-500, -101])).toBe(true);
});

import { expect, test } from "vitest";
import { greyStatistics, thumbnail } from "./features.ts";

const image = (width: number, height: number, grey: (x: number, y: number) => number) => ({
  width,
  height,
  channels: 1 as const,
  data: Uint8Array.from({ length: width * height }, (_, i) => grey(i % width, Math.floor(i / width))),
});

test("grey-level statistics of one black pixel in four: by hand", () => {
  const [mean, deviation, skewness, ...rest] = greyStatistics(image(2, 2, (x, y) => (x + y === 0 ? 0 : 100)));
  // 0, 100, 100, 100: mean 75, variance (75^2 + 3 * 25^2) / 4 = 1875, third moment (-75^3 + 3 * 25^3) / 4 = -93750
  expect([mean, deviation]).toEqual([expect.closeTo(75, 12), expect.closeTo(Math.sqrt(1875), 12)]);
  expect(skewness).toBeCloseTo(-93750 / 1875 ** 1.5, 12);
  expect(rest.slice(0, 9)).toEqual([0, 0, 0, 0, 100, 100, 100, 100, 100]);
  expect(rest.slice(9).flatMap((share, bin) => (share > 0 ? [[bin, share]] : []))).toEqual([
    [0, 0.25],
    [12, 0.75],
  ]);
});

test("they know nothing of places, and are defined for one grey", () => {
  const grey = (x: number, y: number): number => (37 * x + 11 * y) % 256;
  expect(greyStatistics(image(20, 20, grey))).toEqual(greyStatistics(image(20, 20, (x, y) => grey(19 - x, y))));
  expect(greyStatistics(image(4, 4, () => 9)).slice(0, 3)).toEqual(Float64Array.of(9, 0, 0));
});

test("a thumbnail has the means of blocks, row by row", () => {
  const small = thumbnail(image(32, 48, (x, y) => 2 * Math.floor(x / 2) + Math.floor(y / 3) + (x % 2)));
  expect(small).toHaveLength(256);
  expect([small[0], small[1], small[16], small[255]]).toEqual([0.5, 2.5, 1.5, 45.5]);
  expect(thumbnail(image(17, 16, (x) => (x > 15 ? 200 : 10)))[15]).toBe(200);
});

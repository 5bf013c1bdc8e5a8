/** Rotation against Keras on TensorFlow (tests/golden/augmentation.json, from augmentation.py). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { images } from "../../tests/support/formula.ts";
import { augment, flipHorizontally, rotate } from "./augment.ts";
import type { FloatPixels } from "./pixels.ts";

interface Golden {
  readonly cases: readonly {
    size: number;
    factor: number;
    mean: number;
    l2: number;
    pixels: readonly [row: number, column: number, channel: number, value: number][];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../../tests/golden/augmentation.json", import.meta.url), "utf8"),
);

const square = (size: number): FloatPixels => ({
  width: size,
  height: size,
  channels: 3,
  data: images("rotate", 1, size),
});

test.each(golden.cases)("rotation of $size pixels by $factor of a turn", ({ size, factor, mean, l2, pixels }) => {
  const { data } = rotate(square(size), factor);
  const errors = pixels.map(([y, x, c, value]) => Math.abs(data[(y * size + x) * 3 + c]! - value));
  expect(Math.max(...errors)).toBeLessThanOrEqual(5e-5);
  expect(Math.abs(data.reduce((a, b) => a + b, 0) / data.length - mean)).toBeLessThanOrEqual(1e-5);
  expect(Math.abs(Math.sqrt(data.reduce((a, b) => a + b * b, 0)) / l2 - 1)).toBeLessThanOrEqual(1e-5);
});

test("a flip mirrors every row, and twice is nothing", () => {
  const image = { width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) } as const;
  expect([...flipHorizontally(image).data]).toEqual([3, 2, 1, 6, 5, 4]);
  expect([...flipHorizontally(flipHorizontally(image)).data]).toEqual([1, 2, 3, 4, 5, 6]);
});

test("flip comes before rotation", () => {
  const image = square(63);
  expect(augment(image, { flip: true, turn: 0.05 })).toEqual(rotate(flipHorizontally(image), 0.05));
});

/** Shrinking against OpenCV (tests/golden/shrink.json, from shrink.py), whose float32 may round a value at a half to the other side. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { blocks } from "../../tests/support/blocks.ts";
import { shrink } from "./shrink.ts";

interface Golden {
  readonly cases: readonly {
    height: number;
    width: number;
    channels: 1 | 3;
    to_height: number;
    to_width: number;
    mean: number;
    pixels: readonly [row: number, column: number, channel: number, value: number][];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../../tests/golden/shrink.json", import.meta.url), "utf8"));

test.each(golden.cases)("$height x $width x $channels to $to_height x $to_width", (row) => {
  const { height, width, channels, to_height, to_width, mean, pixels } = row;
  const image = { height, width, channels, data: blocks("shrink", height, width, channels) };
  const { data } = shrink(image, to_width, to_height);
  const errors = pixels.map(([y, x, c, value]) => Math.abs(data[(y * to_width + x) * channels + c]! - value));
  expect(Math.max(...errors)).toBeLessThanOrEqual(1);
  expect(errors.filter((error) => error > 0).length).toBeLessThanOrEqual(2);
  expect(Math.abs(data.reduce((a, b) => a + b, 0) / data.length - mean)).toBeLessThan(1e-3);
});

/** The ranges that Keras' preprocess_input gives ("tf", "caffe"), and those of the published arms. */
import { expect, test } from "vitest";
import { scalePixels } from "./scale.ts";

const red = { width: 2, height: 1, channels: 3, data: Uint8Array.of(255, 51, 0, 102, 204, 127) } as const;

test.each([
  ["symmetric", [1, -0.2, -0.6, 0.6, -1, -1 / 255]],
  ["caffe", [-103.939, 127 - 103.939, 51 - 116.779, 204 - 116.779, 255 - 123.68, 102 - 123.68]],
  ["unit", [1, 0.4, 0.2, 0.8, 0, 127 / 255]],
  ["raw", [255, 102, 51, 204, 0, 127]],
] as const)("%s", (scaling, expected) => {
  const actual = scalePixels(red, scaling);
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4);
});

test("grey gives three planes of the same pixels, less their means", () => {
  const grey = { width: 2, height: 1, channels: 1, data: Uint8Array.of(10, 20) } as const;
  expect([...scalePixels(grey, "raw")]).toEqual([10, 20, 10, 20, 10, 20]);
});

/** The ranges that Keras' preprocess_input gives ("tf", "caffe"), and those of the published arms. */
import { expect, test } from "vitest";
import { type PixelScaling, scalePixels, scalingPlanes } from "./scale.ts";

const red = { width: 2, height: 1, channels: 3, data: Uint8Array.of(255, 51, 0, 102, 204, 127) } as const;

test.each([
  ["symmetric", [1, -0.2, -0.6, 0.6, -1, -1 / 255]],
  ["caffe", [-103.939, 127 - 103.939, 51 - 116.779, 204 - 116.779, 255 - 123.68, 102 - 123.68]],
  ["unit", [1, 0.4, 0.2, 0.8, 0, 127 / 255]],
  ["raw", [255, 102, 51, 204, 0, 127]],
  [
    "imagenet",
    [0.515 / 0.229, -0.085 / 0.229, -0.256 / 0.224, 0.344 / 0.224, -0.406 / 0.225, (127 / 255 - 0.406) / 0.225],
  ],
  ["torchxrayvision", [1024, -204.8, -614.4, 614.4, -1024, (127 / 255) * 2048 - 1024]],
  [{ mean: [0.5], deviation: [0.5] }, [1, -0.2, -0.6, 0.6, -1, -1 / 255]],
  [{ mean: [0, 0.2, 0.5], deviation: [1, 2, 4] }, [1, 0.4, 0, 0.3, -0.125, (127 / 255 - 0.5) / 4]],
] as [PixelScaling, number[]][])("%j", (scaling, expected) => {
  const actual = scalePixels(red, scalingPlanes(scaling, 3));
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4);
});

test("grey gives three planes of the same pixels, less their means", () => {
  const grey = { width: 2, height: 1, channels: 1, data: Uint8Array.of(10, 20) } as const;
  expect([...scalePixels(grey, scalingPlanes("raw", 3))]).toEqual([10, 20, 10, 20, 10, 20]);
});

test("a network for grey images takes one plane: the grey of a colour image, 0.299 R + 0.587 G + 0.114 B", () => {
  const grey = { width: 2, height: 1, channels: 1, data: Uint8Array.of(10, 20) } as const;
  expect([...scalePixels(grey, scalingPlanes("raw", 1))]).toEqual([10, 20]);
  const seen = scalePixels(red, scalingPlanes({ mean: [0.5], deviation: [0.25] }, 1));
  const greys = [0.299 * 255 + 0.587 * 51, 0.299 * 102 + 0.587 * 204 + 0.114 * 127];
  for (const [i, value] of greys.entries()) expect(seen[i]).toBeCloseTo((value / 255 - 0.5) / 0.25, 4);
  expect(() => scalingPlanes("imagenet", 1)).toThrow(expect.objectContaining({ code: "E_SCALING" }));
});

import { expect, test } from "vitest";
import { scalingPlanes } from "../image/index.ts";
import { pixelsInMemory } from "./pixel-source.ts";
import { chunks, imageTensor, labelTensor, padRows, weightTensor } from "./tensors.ts";

/** Two images of 1 x 2 pixels, all their channels alike. */
const set = {
  images: pixelsInMemory([
    { width: 2, height: 1, channels: 1 as const, data: Uint8Array.of(0, 255) },
    { width: 2, height: 1, channels: 1 as const, data: Uint8Array.of(51, 102) },
  ]),
  places: [0, 1],
};

test("the last images of an epoch make a shorter batch", () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});

test("a short batch is divided by its own size, and what fills it up has no weight", () => {
  expect(Array.from(weightTensor(4, 6, 4))).toEqual([0.25, 0.25, 0.25, 0.25, 0, 0]);
  expect(Array.from(padRows(Float32Array.of(1, 2, 3, 4), 3, 2))).toEqual([1, 2, 3, 4, 0, 0]);
});

test("labels are 1 at the class; a sigmoid's are the class itself", () => {
  expect(Array.from(labelTensor(set, [1, 0], 3, 2))).toEqual([0, 1, 1, 0, 0, 0]);
  expect(Array.from(labelTensor(set, [1, 0], 3, 1))).toEqual([1, 0, 0]);
});

test("images stand in the order asked for, each in three planes", () => {
  const [a, b] = [Math.fround(51 / 255), Math.fround(102 / 255)];
  expect(Array.from(imageTensor(set.images, [1, 0], 3, scalingPlanes("unit", 3)))).toEqual([
    ...[a, b, a, b, a, b],
    ...[0, 1, 0, 1, 0, 1],
    ...[0, 0, 0, 0, 0, 0],
  ]);
});

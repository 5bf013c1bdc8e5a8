import { expect, test } from "vitest";
import { baseOf, networkNamed } from "../networks/index.ts";
import { microBatchFor } from "./micro-batch.ts";

const GB = 2 ** 30;
const of = (name: string, imageSize: number, memory: number): number =>
  microBatchFor(baseOf(networkNamed(name).build({ imageSize })), memory);

test("larger networks and images, and smaller machines, have fewer images in memory at once", () => {
  expect(of("nasnetmobile", 224, 16 * GB)).toBe(16);
  expect(of("nasnetmobile", 448, 16 * GB)).toBe(4);
  expect(of("resnet101", 224, 16 * GB)).toBe(8); // 160 MB an image
  expect(of("resnet101", 224, 4 * GB)).toBe(2);
  expect(of("resnet101", 224, 1024 * GB)).toBe(8);
  expect(of("resnet101", 1024, GB)).toBe(1);
});

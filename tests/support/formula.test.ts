/** Against SHA-256 of the bytes that tests/golden/generate/formula.py makes (NumPy 2.4). */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fnv1a, images, uniform01, weight } from "./formula.ts";

const sha256 = (values: Float64Array | Float32Array): string =>
  createHash("sha256").update(new Uint8Array(values.buffer)).digest("hex");

test("the hash of a name and its values", () => {
  expect(fnv1a("conv1/kernel")).toBe(2116619278);
  expect([...uniform01("conv1/kernel", 2)]).toEqual([0.2252567142713815, 0.07873172964900732]);
  expect(sha256(uniform01("probe/224", 1000))).toBe("b32b141efca0391a9f0b16c332baabefbe0f011f294f036f78d08c69f03a78bd");
});

test.each([
  ["resnet101", "conv2_block1_3_bn", "gamma", [64], "7b3cc169ca7b96190c2b9e87d4a3ba121696ec1130d3a1459a0a20e7f341e4f1"],
  [
    "nasnetmobile",
    "x",
    "depthwise_kernel",
    [5, 5, 11, 1],
    "34a77f866ab8f8a86cca094f736adb85600ea86ec702af4a3c252f7cabf5eb65",
  ],
  [
    "nasnetmobile",
    "x",
    "pointwise_kernel",
    [1, 1, 11, 4],
    "64b67744b6871007675d6573ebab3e1771656e88feb68bba6a2a5f179bd22642",
  ],
])("weight of %s %s/%s", (network, layer, variable, shape, expected) => {
  expect(sha256(weight(network, layer, variable, shape))).toBe(expected);
});

test("images", () => {
  expect(sha256(images("rotate", 2, 63))).toBe("31af7b23b9303f600f57e93bdcde6708daa91853ea14955f6a39b2a445465b8c");
});

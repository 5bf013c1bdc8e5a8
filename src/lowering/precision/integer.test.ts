import { expect, test } from "vitest";
import { golden } from "../../../tests/support/precision-golden.ts";
import { integerKernel, LARGEST_WEIGHT, scaleOf } from "./integer.ts";

test.each(golden.scales)("range $low to $high: NumPy's scale and zero", ({ low, high, scale, zero }) => {
  expect(scaleOf({ low, high })).toEqual({ scale, zero });
});

test("a range of zeros has a scale", () => {
  expect(scaleOf({ low: 0, high: 0 })).toEqual({ scale: 1, zero: 0 });
});

test("a kernel, its scales and its corrected bias are NumPy's", () => {
  const { shape, values, bias, means, inputScale, quantized, scales, biases } = golden.kernel;
  const real = { values, bias, shape: shape as [number, number, number, number] };
  const integers = integerKernel(real, { scale: inputScale, means });
  expect([...integers.values].map((v) => v + 0)).toEqual(quantized);
  expect([...integers.scales]).toEqual(scales);
  expect([...integers.bias]).toEqual(biases);
});

test("two products of bytes fit 16 bits", () => {
  expect(2 * 255 * LARGEST_WEIGHT).toBeLessThan(2 ** 15);
});

import { expect, test } from "vitest";
import { conjugateGradients, dot } from "./conjugate-gradients.ts";

test("solves a small system by hand in as many steps as it has unknowns", () => {
  // 4x + y = 1, x + 3y = 2: x = 1/11, y = 7/11
  const product = ([x = 0, y = 0]: Float64Array): Float64Array => Float64Array.of(4 * x + y, x + 3 * y);
  const solution = conjugateGradients(product, Float64Array.of(1, 2), 0);
  expect([...solution]).toEqual([expect.closeTo(1 / 11, 12), expect.closeTo(7 / 11, 12)]);
});

test("stops where the rest is small enough", () => {
  let products = 0;
  const product = (v: Float64Array): Float64Array => {
    products++;
    return v.map((value, j) => (j + 1) * value);
  };
  const b = Float64Array.from({ length: 50 }, (_, j) => Math.sin(j));
  const x = conjugateGradients(product, b, 0.1);
  const rest = product(x).map((value, j) => value - b[j]!);
  expect(Math.sqrt(dot(rest, rest))).toBeLessThan(0.1 + 1e-9);
  expect(products).toBeLessThan(30);
});

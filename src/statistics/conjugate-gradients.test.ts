import { expect, test } from "vitest";
import { conjugateGradients, dot } from "./conjugate-gradients.ts";

const asItIs = (vector: Float64Array): Float64Array => vector.slice();

test("solves a small system by hand in as many steps as it has unknowns", () => {
  // 4x + y = 1, x + 3y = 2: x = 1/11, y = 7/11
  const product = ([x = 0, y = 0]: Float64Array): Float64Array => Float64Array.of(4 * x + y, x + 3 * y);
  const solution = conjugateGradients({ product, precondition: asItIs }, Float64Array.of(1, 2), 0);
  expect([...solution]).toEqual([expect.closeTo(1 / 11, 12), expect.closeTo(7 / 11, 12)]);
});

test("stops where the rest is small enough, sooner with a preconditioner", () => {
  const b = Float64Array.from({ length: 50 }, (_, j) => Math.sin(j));
  const diagonal = (v: Float64Array): Float64Array => v.map((value, j) => (j + 1) * value);
  const productsWith = (precondition: (v: Float64Array) => Float64Array): number => {
    let products = 0;
    const product = (v: Float64Array): Float64Array => {
      products++;
      return diagonal(v);
    };
    const x = conjugateGradients({ product, precondition }, b, 0.1);
    const rest = diagonal(x).map((value, j) => value - b[j]!);
    expect(Math.sqrt(dot(rest, rest))).toBeLessThan(0.1 + 1e-9);
    return products;
  };
  expect(productsWith(asItIs)).toBeLessThan(30);
  expect(productsWith((v) => v.map((value, j) => value / (j + 1)))).toBe(1);
});

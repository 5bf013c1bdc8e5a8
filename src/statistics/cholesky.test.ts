import { expect, test } from "vitest";
import { factorised } from "./cholesky.ts";

test("a system by hand", () => {
  // L = [2 0; 1 3], A = L L^T = [4 2; 2 10]; A (1, -2) = (0, -18)
  const [x, y] = factorised(Float64Array.of(4, 2, 2, 10), 2)(Float64Array.of(0, -18));
  expect([x, y]).toEqual([expect.closeTo(1, 12), expect.closeTo(-2, 12)]);
});

test("what it solves, multiplied by the matrix, is the right side", () => {
  // Lehmer's matrix: A_ij = min(i, j) / max(i, j), positive definite
  const size = 30;
  const matrix = Float64Array.from({ length: size ** 2 }, (_, at) => {
    const [i, j] = [1 + Math.floor(at / size), 1 + (at % size)];
    return Math.min(i, j) / Math.max(i, j);
  });
  const b = Float64Array.from({ length: size }, (_, j) => Math.cos(j));
  const x = factorised(matrix, size)(b);
  for (let i = 0; i < size; i++) {
    const product = x.reduce((sum, value, j) => sum + matrix[i * size + j]! * value, 0);
    expect(product).toBeCloseTo(b[i]!, 10);
  }
});

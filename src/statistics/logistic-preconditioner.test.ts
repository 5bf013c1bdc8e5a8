import { expect, test } from "vitest";
import { gramOf, preconditioner } from "./logistic-preconditioner.ts";

// a feature and the intercept's 1
const rows = [Float64Array.of(2, 1), Float64Array.of(-1, 1), Float64Array.of(0, 1)];
const probabilities = [
  [0.5, 0.5],
  [0.2, 0.8],
  [1, 0],
];

test("the system by hand", () => {
  expect([...gramOf(rows)]).toEqual([5, 0, 1, 3]); // below the diagonal 2 - 1 + 0
  // the mean of p (1 - p): (2 * 0.25 + 2 * 0.16 + 0) / 6; M = share * [5 1; 1 3] + [1 0; 0 0]
  const share = 0.82 / 6;
  const [x, y] = [3, -2];
  const b = [share * (5 * x + y) + x, share * (x + 3 * y)];
  const solved = preconditioner(gramOf(rows), probabilities, 2)(Float64Array.of(...b, -b[0]!, -b[1]!));
  expect([...solved]).toEqual([x, y, -x, -y].map((value) => expect.closeTo(value, 12)));
});

test("what sums to 0 over the classes does so afterwards: the Hessian has hardly a slope elsewhere", () => {
  const three = probabilities.map(([p]) => [p! / 2, p! / 3, 1 - (5 * p!) / 6]);
  const vector = Float64Array.of(0.3, -1, 0.5, 0.25, -0.8, 0.75);
  const solved = preconditioner(gramOf(rows), three, 3)(vector);
  expect(solved[0]! + solved[2]! + solved[4]!).toBeCloseTo(0, 14);
  expect(solved[1]! + solved[3]! + solved[5]!).toBeCloseTo(0, 14);
});

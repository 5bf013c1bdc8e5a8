import { expect, test } from "vitest";
import { decimalsApart, toldFigure, toldReached } from "./told-figure.ts";

test.each([
  [0.871, 0.9, 3],
  [0.89964, 0.9, 4],
  [0.8999964, 0.9, 6],
  [0.9, 0.9, 3],
  [0.1 + 0.2, 0.3, 17], // differs from 0.3 in its last bit
])("%f and a limit of %f need %i decimals", (value, limit, decimals) => {
  expect(decimalsApart(value, limit)).toBe(decimals);
});

test("a figure is told with its interval, or why it has none", () => {
  const counted = { estimate: 0.9, n: 10, method: "Wilson" };
  expect(toldFigure({ ...counted, low: 0.5958, high: 0.9821 }, 3)).toBe("0.900 (0.596 to 0.982, n = 10)");
  expect(toldFigure({ ...counted, low: null, high: null, reason: "too few" }, 4)).toBe(
    "0.9000 without an interval: too few",
  );
});

test("what is reached is told with the bound that counts", () => {
  expect(toldReached({ name: "accuracy", bound: ">=", limit: 0.3 }, 0.32)).toBe(
    "accuracy>=0.3: reached (0.320, its lower bound)",
  );
  expect(toldReached({ name: "ece", bound: "<=", limit: 0.1 }, 0.09996)).toBe(
    "ece<=0.1: reached (0.09996, its upper bound)",
  );
});

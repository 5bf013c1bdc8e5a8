import fc from "fast-check";
import { expect, it } from "vitest";
import { holm } from "./holm.ts";

it("counts only tests that have a p-value", () => {
  expect(holm([0.02, null, 0.03])).toEqual([0.04, null, 0.04]);
  expect(holm([null, null])).toEqual([null, null]);
  expect(holm([])).toEqual([]);
});

it("is between p and Bonferroni's, keeps the order, and of one test leaves it", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (ps) => {
      const adjusted = holm(ps);
      ps.forEach((p, i) => {
        expect(adjusted[i]!).toBeGreaterThanOrEqual(p);
        expect(adjusted[i]!).toBeLessThanOrEqual(Math.min(1, p * ps.length));
        ps.forEach((other, j) => {
          if (p < other) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
        });
      });
    }),
  );
  expect(holm([0.3])).toEqual([0.3]);
});

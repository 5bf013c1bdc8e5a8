import fc from "fast-check";
import { expect, it } from "vitest";
import { fitIsotonic, isotonicProbability } from "./isotonic.ts";

const cases = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 30 });

it("is at each score the largest, over starts up to it, of the least mean, over ends from it on", () => {
  fc.assert(
    fc.property(cases, (rows) => {
      const { curve } = fitIsotonic(
        rows.map(([score]) => score),
        rows.map(([, is]) => is),
      );
      if (!curve) return;
      const scores = [...new Set(rows.map(([score]) => score))].sort((a, b) => a - b);
      const meanOf = (low: number, high: number) => {
        const inside = rows.filter(([score]) => score >= low && score <= high);
        return inside.filter(([, is]) => is).length / inside.length;
      };
      for (const score of scores) {
        const starts = scores.filter((each) => each <= score);
        const ends = scores.filter((each) => each >= score);
        const expected = Math.max(...starts.map((low) => Math.min(...ends.map((high) => meanOf(low, high)))));
        expect(isotonicProbability(score, curve)).toBeCloseTo(expected, 12);
      }
    }),
  );
});

it("is level beyond its ends, a line between them, and null with one class only", () => {
  const { curve } = fitIsotonic([1, 3], [0, 1]);
  expect([-9, 1, 1.5, 3, 9].map((score) => isotonicProbability(score, curve!))).toEqual([0, 0, 0.25, 1, 1]);
  expect(fitIsotonic([1, 2], [1, 1])).toEqual({ curve: null, reason: "no case of the rest" });
  expect(fitIsotonic([1, 2], [0, 0])).toEqual({ curve: null, reason: "no case of the class" });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { wilson } from "../proportion.ts";
import { binsOf } from "./bins.ts";
import { reliability } from "./reliability.ts";

it("an edge belongs to the bin below it, 0 to the first; empty bins say so", () => {
  const bins = reliability([0, 0.1, 0.3, 0.7, 0.70001, 1], [0, 1, 0, 1, 1, 1]);
  expect(bins.map(({ count }) => count)).toEqual([2, 0, 1, 0, 0, 0, 1, 1, 0, 1]);
  expect(bins[0]).toMatchObject({ low: 0, high: 0.1, probability: 0.05, observed: { estimate: 0.5, ...wilson(1, 2) } });
  expect(bins[1]).toMatchObject({ probability: null, observed: { estimate: null, reason: "no case in the bin" } });
});

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });

it("every probability lies in its bin, of both kinds; bins by count hold about as many unless probabilities are equal", () => {
  fc.assert(
    fc.property(probabilities, fc.constantFrom("width" as const, "count" as const), (values, by) => {
      const { edges, of } = binsOf(values, { bins: 5, by });
      values.forEach((p, i) => {
        const bin = of[i]!;
        expect(p <= edges[bin + 1]! && (p > edges[bin]! || (bin === 0 && p === 0))).toBe(true);
      });
      if (by === "count" && new Set(values).size === values.length) {
        const counts = Array.from({ length: edges.length - 1 }, (_, k) => of.filter((bin) => bin === k).length);
        expect(Math.max(...counts)).toBeLessThanOrEqual(Math.ceil(values.length / 5) + 1);
      }
    }),
  );
});

it("what is no probability is refused", () => {
  expect(() => binsOf([0.5, 1.5])).toThrow(/not within 0..1/);
  expect(() => binsOf([Number.NaN])).toThrow(/not within 0..1/);
  expect(() => reliability([0.5], [1, 0])).toThrow(/1 cases, but 2 labels/);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTick } from "./number.ts";
import { type ScaleKind, scaleOf } from "./scale.ts";

test("a linear scale begins at 0 and has round ticks that reach over the values", () => {
  const { at, ticks } = scaleOf("linear", [3, 47], [100, 0]);
  expect(ticks).toEqual([0, 10, 20, 30, 40, 50]);
  expect([at(0), at(25), at(50)]).toEqual([100, 50, 0]);
});

test("a linear scale reaches below 0 where values do", () => {
  expect(scaleOf("linear", [-0.3, 0.2], [0, 1]).ticks).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2]);
});

test("a log scale has a power of ten at equal distances", () => {
  const { at, ticks } = scaleOf("log", [1000, 1e6], [0, 300]);
  expect(ticks).toEqual([1000, 1e4, 1e5, 1e6]);
  for (const [i, tick] of ticks.entries()) expect(at(tick)).toBeCloseTo(100 * i, 9);
});

test("a log scale over few powers has 2 and 5 between them", () => {
  expect(scaleOf("log", [30, 400], [0, 1]).ticks).toEqual([20, 50, 100, 200, 500]);
});

test("one value alone, and only zeros, still make a scale", () => {
  expect(scaleOf("log", [100], [0, 1]).ticks).toEqual([100, 200]);
  expect(scaleOf("linear", [0], [0, 1]).ticks.length).toBeGreaterThan(1);
});

test("all values lie within the range, in their order, between the first and the last tick", () => {
  const values = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, fc.constantFrom<ScaleKind>("linear", "log"), (all, kind) => {
      const { at, ticks } = scaleOf(kind, all, [0, 1]);
      const places = all.toSorted((a, b) => a - b).map(at);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      for (const place of places) expect(place >= -1e-6 && place <= 1 + 1e-6).toBe(true);
      expect([at(ticks[0]!), at(ticks.at(-1)!)].map((place) => Math.round(place * 1e6) / 1e6)).toEqual([0, 1]);
    }),
  );
});

test("numbers at ticks are short", () => {
  const written = [0, 0.05, 20, 1500, 1e5, 2.5e6, -1000, 1e-5].map(formatTick);
  expect(written).toEqual(["0", "0.05", "20", "1.5k", "100k", "2.5M", "-1k", "1e-5"]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTick } from "./number.ts";
import { roundScale, type ScaleKind, ticksOf } from "./scale.ts";

const ticks = (kind: ScaleKind, values: readonly number[]): number[] => ticksOf(kind, roundScale(kind, values, [0, 1]));

test("a linear scale begins at 0 and has round ticks that reach over the values", () => {
  const at = roundScale("linear", [3, 47], [100, 0]);
  expect(ticksOf("linear", at)).toEqual([0, 10, 20, 30, 40, 50]);
  expect([at(0), at(25), at(50)]).toEqual([100, 50, 0]);
});

test("a linear scale reaches below 0 where values do", () => {
  expect(ticks("linear", [-0.3, 0.2])).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2]);
});

test("a log scale has a power of ten at equal distances", () => {
  const at = roundScale("log", [1000, 1e6], [0, 300]);
  const found = ticksOf("log", at);
  expect(found).toEqual([1000, 1e4, 1e5, 1e6]);
  for (const [i, tick] of found.entries()) expect(at(tick)).toBeCloseTo(100 * i, 9);
});

test("a log scale over few powers has 2 and 5 between them", () => {
  expect(ticks("log", [30, 400])).toEqual([10, 20, 50, 100, 200, 500, 1000]);
});

test("one value alone, and only zeros, still make a scale", () => {
  expect([ticks("log", [100]), roundScale("log", [100], [0, 1])(100)]).toEqual([[100], 0.5]);
  expect([ticks("linear", [0]).length > 1, roundScale("linear", [0], [0, 1])(0)]).toEqual([true, 0]);
});

test("all values lie within the range, in their order, and ticks within it", () => {
  const values = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, fc.constantFrom<ScaleKind>("linear", "log"), (all, kind) => {
      const at = roundScale(kind, all, [0, 1]);
      const places = all.toSorted((a, b) => a - b).map(at);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      const marks = ticksOf(kind, at);
      expect(marks.length).toBeGreaterThan(0);
      for (const place of [...places, ...marks.map(at)]) expect(place >= -1e-6 && place <= 1 + 1e-6).toBe(true);
    }),
  );
});

test("numbers at ticks are short", () => {
  const written = [0, 0.05, 20, 1500, 1e5, 2.5e6, -1000, 1e-5].map(formatTick);
  expect(written).toEqual(["0", "0.05", "20", "1.5k", "100k", "2.5M", "−1k", "1e−5"]);
});

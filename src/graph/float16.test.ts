import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { golden } from "../../tests/support/precision-golden.ts";
import { float16Bits, float16Value, LARGEST_FLOAT16 } from "./float16.ts";

test("numbers become the halves that NumPy makes of them", () => {
  expect(golden.float16.map(([value]) => float16Bits(value))).toEqual(golden.float16.map(([, bits]) => bits));
});

describe("every half", () => {
  const finite = Array.from({ length: 0x7c00 }, (_, bits) => bits);

  test("is the bits of its own value, with both signs", () => {
    const isBack = (bits: number): boolean => float16Bits(float16Value(bits)) === bits;
    expect(finite.filter((bits) => !isBack(bits) || !isBack(bits | 0x8000))).toEqual([]);
    expect([0x7c00, 0xfc00].map(float16Value)).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect([float16Value(0x7bff), float16Value(float16Bits(Number.NaN))]).toEqual([LARGEST_FLOAT16, Number.NaN]);
  });

  test("is larger than the one before, and half way between them the even one is taken", () => {
    for (const bits of finite.slice(1)) {
      const [below, above] = [float16Value(bits - 1), float16Value(bits)];
      expect(above).toBeGreaterThan(below);
      expect(float16Bits((below + above) / 2)).toBe(bits % 2 === 0 ? bits : bits - 1);
    }
  });
});

test("no half is nearer to a number than the one it becomes", () => {
  fc.assert(
    fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (value) => {
      const bits = float16Bits(value);
      const error = Math.abs(float16Value(bits) - value);
      const neighbours = [bits - 1, bits + 1].map(float16Value).filter(Number.isFinite);
      return neighbours.every((neighbour) => Math.abs(neighbour - value) >= error);
    }),
  );
});

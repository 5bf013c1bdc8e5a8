import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/precision-golden.ts";
import { newcombe, pairedProportions, studentMean } from "./paired.ts";
import { studentLimit } from "./student.ts";

describe("Newcombe's method 10", () => {
  test.each(golden.newcombe)("both %i, first %i, second %i, none %i", (both, first, second, none, low, high) => {
    const interval = newcombe({ both, first, second, none });
    expectClosedForm([interval.low, interval.high], [low, high]);
  });

  test("counts images by who is right", () => {
    const first = [true, true, true, false, false];
    const second = [true, false, true, true, false];
    const { low, high } = newcombe({ both: 2, first: 1, second: 1, none: 1 });
    expect(pairedProportions(first, second)).toMatchObject({ estimate: 0, low, high, n: 5 });
    expect(pairedProportions([], [])).toMatchObject({ estimate: null, n: 0 });
  });

  test("turns round with its judges, and holds the difference", () => {
    const count = fc.nat(200);
    fc.assert(
      fc.property(count, count, count, count, (both, first, second, none) => {
        const n = both + first + second + none;
        if (n === 0) return;
        const { low, high } = newcombe({ both, first, second, none });
        const turned = newcombe({ both, first: second, second: first, none });
        expect([-turned.high, -turned.low]).toEqual([expect.closeTo(low, 9), expect.closeTo(high, 9)]);
        expect((first - second) / n).toBeGreaterThanOrEqual(low);
        expect((first - second) / n).toBeLessThanOrEqual(high);
      }),
    );
  });
});

describe("a mean", () => {
  test.each(golden.student)("%i degrees of freedom: SciPy's limit of Student's t", (degrees, limit) => {
    expectClosedForm(studentLimit(0.95, degrees), limit);
  });

  test("has SciPy's interval", () => {
    const { values, estimate, interval } = golden.mean;
    const figure = studentMean(values);
    expectClosedForm([figure.estimate!, figure.low!, figure.high!], [estimate, ...interval]);
  });

  test("has no limit that it cannot have, and the method says where one was cut", () => {
    const [values, plain] = [[0.1, 0.9], studentMean([0.1, 0.9])];
    expect([plain.low! < 0, plain.high! > 1]).toEqual([true, true]); // 0.5 less and more 12.7 times 0.4
    const cut = { ...plain, method: `${plain.method}, cut to what it can be` };
    expect(studentMean(values, { range: { low: 0, high: 1 } })).toEqual({ ...cut, low: 0, high: 1 });
    expect(studentMean(values, { range: { low: 0, high: Infinity } })).toEqual({ ...cut, low: 0 });
    expect(studentMean(values, { range: { low: -9, high: 9 } })).toEqual(plain);
  });

  test("of one image has none", () => {
    expect(studentMean([1])).toMatchObject({ estimate: 1, low: null, n: 1, reason: "fewer than two images" });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { cohenKappa, kappaOf, matthewsCorrelation, matthewsOf } from "./agreement.ts";
import { wilson } from "./proportion.ts";

const of = (counts: number[][]) => ({ classes: counts.map((_, k) => `${k}`), counts });

describe("at the edges", () => {
  it("every image right: 1, with a limit below it", () => {
    const matrix = of([
      [30, 0],
      [0, 10],
    ]);
    const mistaken = 1 - wilson(40, 40).low;
    const low = 1 - mistaken / (2 * 0.75 * 0.25); // by chance 2 p (1 - p) are mistaken
    for (const figure of [cohenKappa(matrix), cohenKappa(matrix, "quadratic"), matthewsCorrelation(matrix)]) {
      expect(figure).toMatchObject({ estimate: 1, high: 1, n: 40 });
      expectClosedForm(figure.low!, low);
    }
  });

  it("every image wrong: the same turned round", () => {
    const [right, wrong] = [
      matthewsCorrelation(
        of([
          [30, 0],
          [0, 10],
        ]),
      ),
      matthewsCorrelation(
        of([
          [0, 30],
          [10, 0],
        ]),
      ),
    ];
    expect(wrong).toMatchObject({ estimate: -1, low: -1 });
    expectClosedForm(wrong.high!, -right.low!);
  });

  it("one class only, among labels or predictions: null, with the reason", () => {
    for (const counts of [
      [
        [3, 2],
        [0, 0],
      ],
      [
        [3, 0],
        [2, 0],
      ],
    ]) {
      expect(cohenKappa(of(counts))).toMatchObject({
        estimate: null,
        n: 5,
        reason: expect.stringMatching(/one class/),
      });
      expect(matthewsCorrelation(of(counts))).toMatchObject({ estimate: null, n: 5 });
    }
    expect(
      cohenKappa(
        of([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toMatchObject({ estimate: null, n: 0, reason: "no image was judged" });
  });
});

const table = fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });

it("of two classes Matthews' is (TP TN - FP FN) / sqrt(all margins), and kappa 2 (TP TN - FP FN) over their cross products", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (tn, fp, fn, tp) => {
      const counts = [
        [tn, fp],
        [fn, tp],
      ];
      const [value, kappa] = [matthewsOf(counts), kappaOf(counts)];
      if (value === null || kappa === null) return;
      expect(value).toBeCloseTo((tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)), 12);
      expect(kappa).toBeCloseTo((2 * (tp * tn - fp * fn)) / ((tp + fp) * (fp + tn) + (tp + fn) * (fn + tn)), 12);
    }),
  );
});

it("both stay as they are when labels and predictions change places, and hold their estimate within -1..1", () => {
  fc.assert(
    fc.property(table, (counts) => {
      const turned = counts.map((row, i) => row.map((_, j) => counts[j]![i]!));
      for (const figureOf of [cohenKappa, matthewsCorrelation]) {
        const [figure, other] = [figureOf(of(counts)), figureOf(of(turned))];
        if (figure.low === null || other.low === null) {
          expect(figure.estimate).toBe(other.estimate);
          return;
        }
        expect(other.estimate).toBeCloseTo(figure.estimate, 12);
        expect(other.low).toBeCloseTo(figure.low, 9);
        expect(-1 <= figure.low && figure.low <= figure.estimate).toBe(true);
        expect(figure.estimate <= figure.high && figure.high <= 1).toBe(true);
      }
    }),
  );
});

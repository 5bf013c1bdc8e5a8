import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClosedForm } from "../../tests/support/compare.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { compareAurocs, delong } from "./delong.ts";
import { averagePrecision, precisionRecallCurve } from "./precision-recall.ts";
import { rankScores } from "./ranking.ts";
import { rocCurve } from "./roc.ts";

describe.each(Object.entries(golden.binary))("curves and tests (%s)", (_, one) => {
  const ranking = rankScores(one.a, one.y);

  it("ROC is scikit-learn's, every threshold", () => {
    const curve = rocCurve(ranking, { dropIntermediate: false })!;
    expectClosedForm(Array.from(curve.falsePositiveRate), one.roc.fpr);
    expectClosedForm(Array.from(curve.truePositiveRate), one.roc.tpr);
    expect(curve.thresholds[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it("precision, recall and average precision are scikit-learn's", () => {
    const curve = precisionRecallCurve(ranking)!;
    expectClosedForm(Array.from(curve.precision), one.pr.precision);
    expectClosedForm(Array.from(curve.recall), one.pr.recall);
    expectClosedForm(averagePrecision(ranking)!, one.average_precision);
  });

  it("DeLong's paired test is that of all pairs", () => {
    const { difference, z, p } = compareAurocs(ranking, rankScores(one.b, one.y));
    expectClosedForm([z!, p!], [one.delong_paired.z, one.delong_paired.p]);
    expectClosedForm(difference.estimate!, one.auroc - one.auroc_b);
    expectClosedForm(difference.high! + difference.low!, 2 * difference.estimate!);
  });
});

describe("rocCurve", () => {
  it("leaves out what scikit-learn's roc_curve leaves out", () => {
    // scikit-learn 1.9.1: roc_curve([0, 0, 1, 1, 1, 0, 1], [.1, .2, .3, .4, .5, .6, .7])
    const { thresholds, truePositiveRate } = rocCurve(
      rankScores([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], [0, 0, 1, 1, 1, 0, 1]),
    )!;
    expect(Array.from(thresholds)).toEqual([Number.POSITIVE_INFINITY, 0.7, 0.6, 0.3, 0.1]);
    expect(Array.from(truePositiveRate)).toEqual([0, 0.25, 0.25, 1, 1]);
  });
});

describe("where there is nothing to compare", () => {
  it("one class only gives null, with the reason", () => {
    const ranking = rankScores([0.1, 0.2], [0, 0]);
    expect([rocCurve(ranking), precisionRecallCurve(ranking), averagePrecision(ranking)]).toEqual([null, null, null]);
    expect(compareAurocs(ranking, ranking)).toMatchObject({ z: null, p: null, difference: { estimate: null } });
  });

  it("a score against itself has no test; other labels are refused", () => {
    const ranking = rankScores([0.1, 0.4, 0.2, 0.9], [0, 0, 1, 1]);
    expect(compareAurocs(ranking, ranking)).toMatchObject({
      p: null,
      difference: { reason: expect.stringMatching(/variance/) },
    });
    expect(() => compareAurocs(ranking, rankScores([1, 2, 3, 4], [0, 1, 1, 1]))).toThrow(/labels differ/);
  });

  it("with one case of the class there is no test, as its placement cannot vary", () => {
    const [one, other] = [rankScores([1, 2, 3, 4], [0, 1, 0, 0]), rankScores([4, 3, 1, 2], [0, 1, 0, 0])];
    expect(compareAurocs(one, other)).toMatchObject({
      p: null,
      difference: { reason: expect.stringMatching(/one case/) },
    });
  });
});

const judged = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean()), { minLength: 2, maxLength: 60 });

describe("properties", () => {
  it("AUROC stays under a growing transformation, and is the area under the curve, whose points go up", () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const [scores, positive] = [rows.map(([score]) => score), rows.map(([, is]) => is)];
        const ranking = rankScores(scores, positive);
        const moved = rankScores(
          scores.map((score) => Math.exp(score / 3) - 7),
          positive,
        );
        expect(delong(moved)).toEqual(delong(ranking));
        const curve = rocCurve(ranking);
        if (!curve) return;
        const { falsePositiveRate: x, truePositiveRate: y } = curve;
        let area = 0;
        for (let k = 1; k < x.length; k++) {
          expect(x[k]! >= x[k - 1]! && y[k]! >= y[k - 1]!).toBe(true);
          area += ((x[k]! - x[k - 1]!) * (y[k]! + y[k - 1]!)) / 2;
        }
        expect(area).toBeCloseTo(delong(ranking)!.area, 12);
        expect([x.at(-1), y.at(-1)]).toEqual([1, 1]);
      }),
    );
  });

  it("ranks any numbers as a comparing sort does", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (scores) => {
        const { order } = rankScores(
          scores,
          scores.map(() => true),
        );
        const expected = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
        expect(Array.from(order)).toEqual(expected);
      }),
    );
  });
});

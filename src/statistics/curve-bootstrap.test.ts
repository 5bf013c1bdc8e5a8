import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repeatedCases } from "../../tests/support/repeated-cases.ts";
import { golden } from "../../tests/support/statistics-golden.ts";
import { bootstrap } from "./bootstrap.ts";
import { bootstrapCurves } from "./curve-bootstrap.ts";
import { precisionRecallCurve } from "./precision-recall.ts";
import { rankScores } from "./ranking.ts";
import { rocCurve } from "./roc.ts";
import { weightedProportion } from "./weighted.ts";
import { weightedPrecisionRecall, weightedRoc } from "./weighted-curves.ts";

const { y, a } = golden.binary.balanced;

describe("a band", () => {
  it("is the percentile interval of the same resamples at each place", () => {
    const called = a.map((score) => score >= 0.5);
    const share = weightedProportion(called, new Uint8Array(y.length).fill(1));
    const curve = {
      places: Float64Array.of(0.5),
      at: (counts: Uint8Array, into: Float64Array) => into.set([share.at(counts)!]),
    };
    const plan = { cases: y.length, resamples: 300, seed: 4 };
    const [point] = bootstrapCurves(plan, { curve }).curve.points;
    const { estimate, low, high } = bootstrap({ ...plan, interval: "percentile" }, { share }).share.figure;
    expect(point).toEqual({ at: 0.5, estimate, low, high });
  });

  it("holds the curve of all cases, within 0..1", () => {
    const ranking = rankScores(a, y);
    const plan = { cases: y.length, resamples: 200, seed: 1, strata: y };
    const { roc, pr } = bootstrapCurves(plan, { roc: weightedRoc(ranking), pr: weightedPrecisionRecall(ranking) });
    expect(roc.method).toBe("percentile bootstrap at each place, 200 resamples of cases within strata");
    for (const { estimate, low, high } of [...roc.points, ...pr.points].slice(1)) {
      expect(0 <= low! && low! <= estimate! && estimate! <= high! && high! <= 1).toBe(true);
    }
  });

  it("has no points of one class only", () => {
    const { roc } = bootstrapCurves(
      { cases: 2, resamples: 5, seed: 1 },
      { roc: weightedRoc(rankScores([1, 2], [1, 1]), [0.5]) },
    );
    expect(roc.points).toEqual([{ at: 0.5, estimate: null, low: null, high: null }]);
  });
});

const weighted = fc.array(fc.tuple(fc.nat(5), fc.boolean(), fc.nat(3)), { minLength: 1, maxLength: 30 });
const places = [0, 0.1, 0.25, 0.5, 0.75, 1];

it("curves of a resample are those of the cases repeated", () => {
  fc.assert(
    fc.property(weighted, (rows) => {
      const { ranking, counts, rankingOfRepeated: theirs } = repeatedCases(rows);
      const into = new Float64Array(places.length);
      weightedRoc(ranking, places).at(counts, into);
      const roc = rocCurve(theirs, { dropIntermediate: false });
      places.forEach((place, k) => {
        if (!roc) expect(into[k]).toBeNaN();
        else expect(into[k]).toBeCloseTo(lineAt(roc.falsePositiveRate, roc.truePositiveRate, place), 9);
      });
      weightedPrecisionRecall(ranking, places).at(counts, into);
      const pr = precisionRecallCurve(theirs);
      places.forEach((place, k) => {
        const enough = Array.from(pr?.thresholds ?? [], (_, i) => i).filter((i) => pr!.recall[i]! >= place);
        if (!pr) expect(into[k]).toBeNaN();
        else expect(into[k]).toBeCloseTo(pr.precision[enough.at(-1)!]!, 9);
      });
    }),
  );
});

/** The upper end of an upright part, else on the line between two points. */
function lineAt(x: Float64Array, values: Float64Array, place: number): number {
  const last = x.findLastIndex((each) => each <= place);
  if (last === x.length - 1 || x[last] === place) return values[last]!;
  const part = (place - x[last]!) / (x[last + 1]! - x[last]!);
  return values[last]! + part * (values[last + 1]! - values[last]!);
}

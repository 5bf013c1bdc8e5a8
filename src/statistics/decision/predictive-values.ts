/**
 * Positive and negative predictive value at a stated prevalence, from sensitivity and specificity, which do not depend on it (Bayes).
 * Intervals on the logit scale (Mercaldo, Lau and Zhou, Statistics in Medicine 26, 2007); where sensitivity or specificity is 0 or 1 from their
 * adjusted estimates, with z^2 / 2 cases more on each side.
 */
import { type Figure, measured, undefinedFigure } from "../figure.ts";
import { Z } from "../normal.ts";

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
  if (!(prevalence > 0 && prevalence < 1)) throw new RangeError(`a prevalence of ${prevalence} is not within 0..1`);
  const { truePositive, falsePositive, falseNegative, trueNegative } = outcomes;
  const ofClass = { yes: truePositive, no: falseNegative };
  const ofRest = { yes: trueNegative, no: falsePositive };
  return {
    positive: predictiveValue(ofClass, ofRest, prevalence / (1 - prevalence), "no case was called positive"),
    negative: predictiveValue(ofRest, ofClass, (1 - prevalence) / prevalence, "no case was called negative"),
  };
}

/** Cases that were called right, and that were not. */
interface Calls {
  readonly yes: number;
  readonly no: number;
}

/** Of the calls that are right of `ours` and wrong of `others`. odds: of ours against others. */
function predictiveValue(ours: Calls, others: Calls, odds: number, nobody: string): Figure {
  const n = ours.yes + ours.no + others.yes + others.no;
  const isAtEdge = [ours.yes, ours.no, others.yes, others.no].includes(0);
  const method = isAtEdge ? "logit interval, adjusted (Mercaldo)" : "logit interval (Mercaldo)";
  if (ours.yes + ours.no === 0 || others.yes + others.no === 0)
    return undefinedFigure(n, method, "no case of the class, or none of the rest");
  if (ours.yes + others.no === 0) return undefinedFigure(n, method, nobody);
  const estimate = logistic(logOdds(ours, others, odds));
  const [a, b] = isAtEdge ? [adjusted(ours), adjusted(others)] : [ours, others];
  const center = logOdds(a, b, odds);
  const width = Z * Math.sqrt(a.no / a.yes / (a.yes + a.no) + b.yes / b.no / (b.yes + b.no));
  const [low, high] = [logistic(center - width), logistic(center + width)];
  return measured(estimate, { low: Math.min(low, estimate), high: Math.max(high, estimate) }, n, method);
}

/** log(odds * right / (1 - right of others)); infinite where nobody of one kind is called so. */
function logOdds(ours: Calls, others: Calls, odds: number): number {
  return Math.log(odds * (ours.yes / (ours.yes + ours.no)) * ((others.yes + others.no) / others.no));
}

/** As Agresti and Coull. */
function adjusted({ yes, no }: Calls): Calls {
  return { yes: yes + Z ** 2 / 2, no: no + Z ** 2 / 2 };
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

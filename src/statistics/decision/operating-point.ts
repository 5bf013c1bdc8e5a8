/**
 * Operating points: the threshold from which a score is called positive, chosen on one part (validation) and judged on another (test).
 *
 * Youden's index (1950): sensitivity + specificity - 1 is largest. Sensitivity (or specificity) at least s: of the thresholds that have it, where the
 * other is largest. Costs: where mistakes cost least on average, at the part's own prevalence or a stated one (Metz 1978). Of equal
 * thresholds the highest. A case is called positive where its score is at least the threshold, which is a score that was seen.
 */
import type { ConfusionMatrix } from "../confusion.ts";
import type { Figure } from "../figure.ts";
import type { Membership, Ranking } from "../ranking.ts";

export type OperatingCriterion =
  | { readonly kind: "youden" }
  | { readonly kind: "sensitivity"; readonly atLeast: number }
  | { readonly kind: "specificity"; readonly atLeast: number }
  | {
      readonly kind: "costs";
      readonly falsePositive: number;
      readonly falseNegative: number;
      /** Of the class where decisions will be made; default: the part's own. */
      readonly prevalence?: number;
    };

export type OperatingPoint =
  | {
      readonly threshold: number;
      /** On the part that it was chosen on, where they are too good: judge on another. */
      readonly sensitivity: number;
      readonly specificity: number;
    }
  | { readonly threshold: null; readonly reason: string };

/** Chosen on these cases. None with one class only, and where calling nobody positive is best. */
export function operatingPoint(ranking: Ranking, criterion: OperatingCriterion): OperatingPoint {
  void [ranking, criterion];
  return { threshold: null, reason: "not yet" };
}

export interface JudgedOperatingPoint {
  /** counts[truth][prediction], the rest first. */
  readonly counts: ConfusionMatrix["counts"];
  readonly accuracy: Figure;
  readonly sensitivity: Figure;
  readonly specificity: Figure;
  readonly precision: Figure;
  readonly npv: Figure;
  readonly f1: Figure;
  /** Sensitivity + specificity - 1. */
  readonly youden: Figure;
}

/** What a threshold does on these cases. */
export function judgeOperatingPoint(
  scores: ArrayLike<number>,
  members: Membership,
  threshold: number,
): JudgedOperatingPoint {
  throw new Error(`not yet ${scores.length} ${members.length} ${threshold}`);
}

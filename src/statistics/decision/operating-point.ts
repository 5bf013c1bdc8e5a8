/**
 * Operating points: the threshold from which a score is called positive, chosen on one part (validation) and judged on another (test).
 *
 * Youden's index (1950): sensitivity + specificity - 1 is largest. Sensitivity (or specificity) at least s: of the thresholds that have it, where the
 * other is largest. Costs: where mistakes cost least on average, at the part's own prevalence or a stated one (Metz 1978). Of equally good
 * thresholds the highest. A case is called positive where its score is at least the threshold, which is a score that was seen.
 */
import { type ClassFigures, classificationFigures } from "../classification.ts";
import type { ConfusionMatrix } from "../confusion.ts";
import { type Figure, measured, pointFigure, undefinedFigure } from "../figure.ts";
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

/** Chosen on these cases. None with one class only, and where calling nobody positive is as good. */
export function operatingPoint(ranking: Ranking, criterion: OperatingCriterion): OperatingPoint {
  const { positives, negatives, scores, ends, positivesUpTo } = ranking;
  if (positives === 0) return { threshold: null, reason: "no case of the class" };
  if (negatives === 0) return { threshold: null, reason: "no case of the rest" };
  const worth = worthOf(criterion, ranking);
  let best = worth(0, 0);
  let chosen: OperatingPoint = { threshold: null, reason: NONE[criterion.kind] };
  for (let group = scores.length - 1; group >= 0; group--) {
    const below = group === 0 ? { all: 0, ours: 0 } : { all: ends[group - 1]!, ours: positivesUpTo[group - 1]! };
    const [hits, alarms] = [positives - below.ours, negatives - (below.all - below.ours)];
    const found = worth(hits, alarms);
    if (found <= best) continue;
    best = found;
    chosen = {
      threshold: scores[group]!,
      sensitivity: hits / positives,
      specificity: (negatives - alarms) / negatives,
    };
  }
  return chosen;
}

/** Why nobody is called positive. */
const NONE: Readonly<Record<OperatingCriterion["kind"], string>> = {
  youden: "no threshold is better than chance",
  sensitivity: "no threshold has the sensitivity",
  specificity: "no threshold has the specificity and finds a case of the class",
  costs: "calling nobody positive costs least",
};

/** How good it is to call so many of the class, and so many of the rest, positive: -Infinity where it is not allowed. */
function worthOf(
  criterion: OperatingCriterion,
  { positives, negatives }: Ranking,
): (hits: number, alarms: number) => number {
  switch (criterion.kind) {
    case "youden":
      return (hits, alarms) => hits * negatives - alarms * positives;
    case "sensitivity":
      return (hits, alarms) => (hits / positives >= criterion.atLeast ? -alarms : Number.NEGATIVE_INFINITY);
    case "specificity":
      return (hits, alarms) =>
        (negatives - alarms) / negatives >= criterion.atLeast ? hits : Number.NEGATIVE_INFINITY;
    case "costs": {
      const { falsePositive, falseNegative, prevalence = positives / (positives + negatives) } = criterion;
      const [ofMiss, ofAlarm] = [
        (falseNegative * prevalence) / positives,
        (falsePositive * (1 - prevalence)) / negatives,
      ];
      return (hits, alarms) => hits * ofMiss - alarms * ofAlarm;
    }
  }
}

export interface JudgedOperatingPoint extends ClassFigures {
  /** counts[truth][prediction], the rest first. */
  readonly counts: ConfusionMatrix["counts"];
  readonly accuracy: Figure;
  /** Sensitivity + specificity - 1. */
  readonly youden: Figure;
}

/** What a threshold does on these cases. */
export function judgeOperatingPoint(
  scores: ArrayLike<number>,
  members: Membership,
  threshold: number,
): JudgedOperatingPoint {
  const counts = countsAt(scores, members, threshold);
  const { accuracy, balancedAccuracy, classes } = classificationFigures({ classes: ["the rest", "the class"], counts });
  const { name: _, ...figures } = classes[1]!;
  return { counts, accuracy, ...figures, youden: youdenOf(balancedAccuracy) };
}

function countsAt(scores: ArrayLike<number>, members: Membership, threshold: number): number[][] {
  if (scores.length !== members.length) throw new RangeError(`${scores.length} scores, but ${members.length} labels`);
  const counts = [
    [0, 0],
    [0, 0],
  ];
  for (let i = 0; i < scores.length; i++) counts[members[i] ? 1 : 0]![scores[i]! >= threshold ? 1 : 0]! += 1;
  return counts;
}

/** Twice their mean, less 1. */
function youdenOf(mean: Figure): Figure {
  const method = "MOVER from sensitivity's and specificity's intervals";
  if (mean.estimate === null) return undefinedFigure(mean.n, method, mean.reason);
  if (mean.low === null) return pointFigure(2 * mean.estimate - 1, mean.n, method, mean.reason);
  const { estimate, low, high, n } = mean;
  return measured(2 * estimate - 1, { low: 2 * low - 1, high: 2 * high - 1 }, n, method);
}

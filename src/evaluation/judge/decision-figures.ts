/**
 * Figures of decisions: of all classes together, of each against the rest, their means (macro) and all yes-or-no decisions as one heap (micro).
 * Names: "accuracy", "kappa", "2/npv" (of the class at place 2), "macro/f1", "rate/0/2" (of truth 0, called 2).
 */
import {
  type ClassFigures,
  type ConfusionFigure,
  type ConfusionMatrix,
  classificationFigures,
  cohenKappa,
  type Figure,
  matthewsCorrelation,
  proportion,
  weightedConfusion,
  weightedF1,
} from "../../statistics/index.ts";
import { type Candidate, share } from "./candidates.ts";
import type { Cases } from "./cases.ts";

export const DECISION_FIGURES = ["sensitivity", "specificity", "precision", "npv", "f1"] as const;
type DecisionFigure = (typeof DECISION_FIGURES)[number];
type Named = readonly [string, Candidate];

export function confusionOf({ classes, truths, decisions }: Cases): ConfusionMatrix {
  const counts = classes.map(() => classes.map(() => 0));
  for (const [i, truth] of truths.entries()) counts[truth]![decisions[i]!]! += 1;
  return { classes, counts };
}

export function decisionCandidates(cases: Cases): Named[] {
  const matrix = confusionOf(cases);
  const { accuracy, balancedAccuracy, classes, macro } = classificationFigures(matrix);
  const { truths, decisions } = cases;
  const judgements = { classes: classes.length, truths, predictions: decisions };
  const together = (byImage: Figure, figure: ConfusionFigure): Candidate => ({
    byImage,
    resampled: weightedConfusion(judgements, figure),
  });
  const everyone = truths.map(() => true);
  const right = truths.map((truth, i) => truth === decisions[i]);
  return [
    ["accuracy", share(accuracy, right, everyone)],
    ["balancedAccuracy", together(balancedAccuracy, "macroSensitivity")],
    ["mcc", together(matthewsCorrelation(matrix), "matthews")],
    ["kappa", together(cohenKappa(matrix), "kappa")],
    ["macro/sensitivity", together(macro.sensitivity, "macroSensitivity")],
    ["macro/precision", together(macro.precision, "macroPrecision")],
    ...SHARED.map(
      ([figure, of]): Named => [`macro/${figure}`, { ...together(macro[figure], of), ...atEdge(macro[figure]) }],
    ),
    ...classes.flatMap((figures, place) => classCandidates(cases, figures, place)),
    ...rateCandidates(cases, matrix),
  ];
}

/** Means of figures that share images: the interval that can be worked out is wider than it need be, so resamples give theirs. */
const SHARED = [
  ["specificity", "macroSpecificity"],
  ["npv", "macroNpv"],
  ["f1", "macroF1"],
] as const;

const atEdge = (figure: Figure): Pick<Candidate, "byImage" | "atEdge"> => ({ byImage: null, atEdge: figure });

function classCandidates({ truths, decisions }: Cases, figures: ClassFigures, place: number): Named[] {
  return yesOrNoCandidates(
    truths.map((truth) => truth === place),
    decisions.map((decision) => decision === place),
    figures,
  ).map(([name, candidate]) => [`${place}/${name}`, candidate]);
}

/** is: who is of the class; called: who was called so. */
export function yesOrNoCandidates(
  is: readonly boolean[],
  called: readonly boolean[],
  figures: Readonly<Record<DecisionFigure, Figure>>,
): [DecisionFigure, Candidate][] {
  const not = (flags: readonly boolean[]): boolean[] => flags.map((flag) => !flag);
  const either = is.map((flag, i) => flag || called[i]!);
  return [
    ["sensitivity", share(figures.sensitivity, called, is)],
    ["specificity", share(figures.specificity, not(called), not(is))],
    ["precision", share(figures.precision, is, called)],
    ["npv", share(figures.npv, not(is), not(called))],
    ["f1", { byImage: figures.f1, resampled: weightedF1(called, is), asked: either }],
  ];
}

function rateCandidates({ classes, truths, decisions }: Cases, { counts }: ConfusionMatrix): Named[] {
  return counts.flatMap((row, i) => {
    const n = row.reduce((sum, count) => sum + count, 0);
    const is = truths.map((truth) => truth === i);
    return row.map((count, j): Named => {
      const called = decisions.map((decision) => decision === j);
      const byImage = proportion(count, n, `no image of ${classes[i]}`);
      return [`rate/${i}/${j}`, share(byImage, called, is)];
    });
  });
}

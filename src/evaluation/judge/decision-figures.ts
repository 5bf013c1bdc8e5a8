/**
 * Figures of decisions: of all classes together, of each against the rest, their means (macro) and all yes-or-no decisions as one heap (micro).
 * Names: "accuracy", "kappa", "2/npv" (of the class at place 2), "macro/f1", "rate/0/2" (of truth 0, called 2).
 */
import {
  type ConfusionFigure,
  type ConfusionMatrix,
  classificationFigures,
  cohenKappa,
  dependenceOf,
  type Figure,
  f1OfJaccard,
  matthewsCorrelation,
  meanFigure,
  weightedConfusion,
} from "../../statistics/index.ts";
import type { Candidate } from "./candidates.ts";
import type { Cases } from "./cases.ts";
import { rate } from "./rate.ts";
import { unseenFigures } from "./unseen.ts";

export const DECISION_FIGURES = ["sensitivity", "specificity", "precision", "npv", "f1"] as const;
type DecisionFigure = (typeof DECISION_FIGURES)[number];
type Named = readonly [string, Candidate];

export function confusionOf({ classes, truths, decisions }: Cases): ConfusionMatrix {
  const counts = classes.map(() => classes.map(() => 0));
  for (const [i, truth] of truths.entries()) counts[truth]![decisions[i]!]! += 1;
  return { classes, counts };
}

export function decisionCandidates(cases: Cases): Named[] {
  const { classes, truths, decisions } = cases;
  const matrix = confusionOf(cases);
  const { macro } = classificationFigures(matrix);
  const unseen = unseenFigures(cases);
  const together = (byImage: Figure, figure: ConfusionFigure): Candidate => {
    const known = byImage.estimate === null ? undefined : unseen?.get(figure);
    const judgements = { classes: classes.length, truths, predictions: decisions };
    return known ? { known } : { byImage, resampled: weightedConfusion(judgements, figure) };
  };
  const ofClasses = classes.map((name, place) => classFigures(cases, name, place));
  const balancedAccuracy = { known: meanOfSensitivities(cases, ofClasses) };
  return [
    ["accuracy", { known: accuracyOf(cases) }],
    ["balancedAccuracy", balancedAccuracy],
    ["mcc", together(matthewsCorrelation(matrix), "matthews")],
    ["kappa", together(cohenKappa(matrix), "kappa")],
    ["macro/sensitivity", balancedAccuracy],
    ["macro/precision", together(macro.precision, "macroPrecision")],
    ...SHARED.map(([figure, of]): Named => [`macro/${figure}`, onlyResampled(together(macro[figure], of))]),
    ...ofClasses.flatMap((figures, place) =>
      DECISION_FIGURES.map((name): Named => [`${place}/${name}`, { known: figures[name] }]),
    ),
    ...rateCandidates(cases),
  ];
}

/** Means of figures that share images: the interval that can be worked out is wider than it need be, so resamples give theirs. */
const SHARED = [
  ["specificity", "macroSpecificity"],
  ["npv", "macroNpv"],
  ["f1", "macroF1"],
] as const;

const onlyResampled = (candidate: Candidate): Candidate =>
  "known" in candidate || candidate.byImage === null
    ? candidate
    : { ...candidate, byImage: null, atEdge: candidate.byImage };

export const accuracyOf = (cases: Cases): Figure =>
  rate(
    cases,
    rightOf(cases),
    cases.truths.map(() => true),
    "no image was judged",
  );

/** By image: whether it was decided for its class. */
export const rightOf = ({ truths, decisions }: Cases): boolean[] => truths.map((truth, i) => truth === decisions[i]);

function meanOfSensitivities({ truths, patients }: Cases, ofClasses: readonly YesOrNoFigures[]): Figure {
  return meanFigure(
    ofClasses.map(({ sensitivity }) => sensitivity),
    {
      n: patients === null ? truths.length : new Set(patients).size,
      dependence: patients === null ? "disjoint images" : dependenceOf(truths, patients),
    },
  );
}

const classFigures = (cases: Cases, name: string, place: number): YesOrNoFigures =>
  yesOrNoFigures(
    cases,
    cases.truths.map((truth) => truth === place),
    cases.decisions.map((decision) => decision === place),
    name,
  );

export type YesOrNoFigures = Readonly<Record<DecisionFigure, Figure>>;

/** is: who is of the class; called: who was called so. */
export function yesOrNoFigures(
  cases: Cases,
  is: readonly boolean[],
  called: readonly boolean[],
  name: string,
): YesOrNoFigures {
  const not = (flags: readonly boolean[]): boolean[] => flags.map((flag) => !flag);
  const [both, either] = [is.map((flag, i) => flag && called[i]!), is.map((flag, i) => flag || called[i]!)];
  return {
    sensitivity: rate(cases, called, is, `no image of ${name}`),
    specificity: rate(cases, not(called), not(is), `no image of another class than ${name}`),
    precision: rate(cases, is, called, `no image was called ${name}`),
    npv: rate(cases, not(is), not(called), `every image was called ${name}`),
    f1: f1OfJaccard(rate(cases, both, either, `no image of ${name}, and none called so`)),
  };
}

function rateCandidates(cases: Cases): Named[] {
  const { classes, truths, decisions } = cases;
  return classes.flatMap((name, i) => {
    const is = truths.map((truth) => truth === i);
    return classes.map((_, j): Named => {
      const called = decisions.map((decision) => decision === j);
      return [`rate/${i}/${j}`, { known: rate(cases, called, is, `no image of ${name}`) }];
    });
  });
}

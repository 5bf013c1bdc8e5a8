/**
 * Figures of decisions: of all classes together, of each against the rest, their means (macro) and all yes-or-no decisions as one heap (micro).
 * Names: "accuracy", "kappa", "2/npv" (of the class at place 2), "macro/f1", "rate/0/2" (of truth 0, called 2).
 */
import {
  type ConfusionFigure,
  type ConfusionMatrix,
  cohenKappa,
  type Dependence,
  dependenceOf,
  type Figure,
  f1OfJaccard,
  matthewsCorrelation,
  meanFigure,
  weightedConfusion,
} from "../../statistics/index.ts";
import type { Candidate, Open } from "./candidates.ts";
import type { Cases } from "./cases.ts";
import { loneOfAny } from "./lone.ts";
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
  const unseen = unseenFigures(cases);
  const lone = loneOfAny(cases);
  const together = (figure: ConfusionFigure, worked: Pick<Open, "byImage" | "instead" | "lone">): Candidate => {
    const known = lone === undefined ? unseen?.get(figure) : undefined;
    const judgements = { classes: classes.length, truths, predictions: decisions };
    return known ? { known } : { ...worked, resampled: weightedConfusion(judgements, figure) };
  };
  const ofClasses = classes.map((name, place) => classFigures(cases, name, place));
  const balancedAccuracy = { known: meanOf(cases, ofClasses, "sensitivity") };
  return [
    ["accuracy", { known: accuracyOf(cases) }],
    ["balancedAccuracy", balancedAccuracy],
    ["mcc", together("matthews", { byImage: matthewsCorrelation(matrix), lone })],
    ["kappa", together("kappa", { byImage: cohenKappa(matrix), lone })],
    ["macro/sensitivity", balancedAccuracy],
    ...MEANS.map(([name, figure]): Named => {
      const worked = meanOf(cases, ofClasses, name);
      if (name === "specificity" && classes.length === 2) return [`macro/${name}`, balancedAccuracy];
      if (worked.estimate === null || lone !== undefined) return [`macro/${name}`, { known: worked }];
      const holds = dependenceAmong(cases, name) === "disjoint images";
      return [`macro/${name}`, together(figure, { byImage: holds ? worked : null, instead: worked })];
    }),
    ...ofClasses.flatMap((figures, place) =>
      DECISION_FIGURES.map((name): Named => [`${place}/${name}`, { known: figures[name] }]),
    ),
    ...rateCandidates(cases),
  ];
}

/** Of two classes the mean specificity is the mean sensitivity. Where classes share images or patients, the interval that can be worked out of theirs is wider than it need be: there it stands last. */
const MEANS = [
  ["precision", "macroPrecision"],
  ["specificity", "macroSpecificity"],
  ["npv", "macroNpv"],
  ["f1", "macroF1"],
] as const;

export const accuracyOf = (cases: Cases): Figure =>
  rate(
    cases,
    rightOf(cases),
    cases.truths.map(() => true),
    "no image was judged",
  );

/** By image: whether it was decided for its class. */
export const rightOf = ({ truths, decisions }: Cases): boolean[] => truths.map((truth, i) => truth === decisions[i]);

/** Unweighted, from the classes' own intervals. A class without images has no figure, whatever was called so. */
const meanOf = (cases: Cases, ofClasses: readonly YesOrNoFigures[], name: DecisionFigure): Figure =>
  meanFigure(
    ofClasses.map((figures) => (figures.sensitivity.estimate === null ? figures.sensitivity : figures[name])),
    {
      n: cases.patients === null ? cases.truths.length : new Set(cases.patients).size,
      dependence: dependenceAmong(cases, name),
    },
  );

/** By what images are told apart into those of each class' figure; of the others every class' is of images that others' are of, too. */
const APART: Partial<Record<DecisionFigure, "truths" | "decisions">> = {
  sensitivity: "truths",
  precision: "decisions",
};

function dependenceAmong({ patients, ...cases }: Cases, name: DecisionFigure): Dependence {
  const groups = APART[name];
  if (groups === undefined) return "shared images";
  return patients === null ? "disjoint images" : dependenceOf(cases[groups], patients);
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

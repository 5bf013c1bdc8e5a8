/**
 * Figures of decisions, from a confusion matrix: of all classes, of each against the rest, their means (macro) and all yes-or-no decisions
 * as one heap (micro), each under a name of its own.
 *
 * Of n images and K classes, e of them wrong, the heap has n K decisions with e false positives and e false negatives. So micro sensitivity,
 * precision and F1 are the accuracy a, and micro specificity and NPV are 1 - (1 - a) / (K - 1).
 */
import {
  classificationFigures,
  cohenKappa,
  type ConfusionMatrix,
  type Figure,
  matthewsCorrelation,
  meanFigure,
  proportion,
} from "../../statistics/index.ts";

/** By name: "accuracy", "kappa", "2/npv" (of the class at place 2), "macro/f1", "micro/npv", "rate/0/2" (truth, prediction). */
export type NamedFigures = ReadonlyMap<string, Figure>;

export const DECISION_FIGURES = ["sensitivity", "specificity", "precision", "npv", "f1"] as const;

export function decisionFigures(matrix: ConfusionMatrix): NamedFigures {
  const { accuracy, classes, macro } = classificationFigures(matrix);
  const npv = matrix.classes.map((name, place) => npvOf(matrix, place, name));
  return new Map<string, Figure>([
    ["accuracy", accuracy],
    ["balancedAccuracy", macro.sensitivity],
    ["mcc", matthewsCorrelation(matrix)],
    ["kappa", cohenKappa(matrix)],
    ...rates(matrix),
    ...classes.flatMap(({ name: _, ...figures }, place) => named(`${place}`, { ...figures, npv: npv[place]! })),
    ...named("macro", { ...macro, npv: meanFigure(npv, accuracy.n, "shared images") }),
    ...named("micro", microFigures(accuracy, matrix.classes.length)),
  ]);
}

type DecisionFigure = (typeof DECISION_FIGURES)[number];

const named = (of: string, figures: Readonly<Record<DecisionFigure, Figure>>) =>
  DECISION_FIGURES.map((figure) => [`${of}/${figure}`, figures[figure]] as const);

const rates = ({ classes, counts }: ConfusionMatrix) =>
  counts.flatMap((row, i) => {
    const n = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => [`rate/${i}/${j}`, proportion(count, n, `no image of ${classes[i]}`)] as const);
  });

function npvOf({ counts }: ConfusionMatrix, place: number, name: string): Figure {
  const others = counts.flatMap((row, i) => row.filter((_, j) => j !== place).map((count) => ({ count, i })));
  const called = others.reduce((sum, { count }) => sum + count, 0);
  const right = others.reduce((sum, { count, i }) => sum + (i === place ? 0 : count), 0);
  return proportion(right, called, `no image was called anything but ${name}`);
}

function microFigures(accuracy: Figure, classes: number): Record<DecisionFigure, Figure> {
  const ofTheRest = (value: number): number => 1 - (1 - value) / (classes - 1);
  const rest =
    accuracy.estimate === null
      ? accuracy
      : {
          ...accuracy,
          estimate: ofTheRest(accuracy.estimate),
          low: ofTheRest(accuracy.low),
          high: ofTheRest(accuracy.high),
          method: `${accuracy.method} of the accuracy, transformed`,
        };
  return { sensitivity: accuracy, precision: accuracy, f1: accuracy, specificity: rest, npv: rest };
}

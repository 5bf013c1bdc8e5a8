/**
 * What a confusion matrix says: accuracy, and sensitivity, specificity, predictive values and F1 of each class against the rest.
 * Proportions carry Wilson's interval. F1 = 2J / (1 + J) with J = TP / (TP + FP + FN), itself a proportion: Wilson's limits of J,
 * transformed (Lam, Gopal and Qian 2023, "indirect" method).
 *
 * Over all classes: macro (every class alike), weighted (by its images) and micro (every image alike: each class's outcomes are added up; with one
 * label and one decision an image, what is not the accuracy itself is 1 - (1 - accuracy) / (classes - 1)).
 */
import type { ConfusionMatrix } from "./confusion.ts";
import { type Figure, measured } from "./figure.ts";
import { type Dependence, meanFigure } from "./mean.ts";
import { proportion } from "./proportion.ts";

export interface ClassFigures {
  /** Of the images of the class, how many were called so (recall). */
  readonly sensitivity: Figure;
  /** Of all other images, how many were called something else. */
  readonly specificity: Figure;
  /** Of the images called so, how many are (positive predictive value). */
  readonly precision: Figure;
  /** Of the images called something else, how many are something else (negative predictive value). */
  readonly npv: Figure;
  readonly f1: Figure;
}

export interface ClassificationFigures {
  readonly accuracy: Figure;
  /** The macro sensitivity by its own name. */
  readonly balancedAccuracy: Figure;
  /** In the order of the matrix. */
  readonly classes: readonly (ClassFigures & { readonly name: string })[];
  readonly macro: ClassFigures;
  readonly weighted: ClassFigures;
  readonly micro: ClassFigures;
}

/** All figures of a confusion matrix; those with nothing to divide by are null, with the reason. */
export function classificationFigures(matrix: ConfusionMatrix): ClassificationFigures {
  const n = sum(matrix.counts.flat());
  const right = sum(matrix.counts.map((row, i) => row[i]!));
  const accuracy = proportion(right, n, "no image was judged");
  const classes = matrix.classes.map((name, i) => ({ name, ...figuresOf(name, outcomes(matrix, i)) }));
  const macro = meansOf(
    classes,
    classes.map(() => 1),
    n,
  );
  return {
    accuracy,
    balancedAccuracy: macro.sensitivity,
    classes,
    macro,
    weighted: { ...meansOf(classes, matrix.counts.map(sum), n), sensitivity: accuracy },
    micro: microFigures(accuracy, classes.length),
  };
}

function meansOf(classes: readonly ClassFigures[], weights: readonly number[], n: number): ClassFigures {
  const mean = (figure: keyof ClassFigures, dependence: Dependence) =>
    meanFigure(
      classes.map((each) => each[figure]),
      { n, dependence, weights },
    );
  return {
    sensitivity: mean("sensitivity", "disjoint images"),
    specificity: mean("specificity", "shared images"),
    precision: mean("precision", "disjoint images"),
    npv: mean("npv", "shared images"),
    f1: mean("f1", "shared images"),
  };
}

/** From an accuracy, whatever made its interval. A mistaken image is a false negative once and a false positive once, and a true negative of all classes but two. */
export function microFigures(accuracy: Figure, classes: number): ClassFigures {
  const others = microOfOthers(accuracy, (right) => 1 - (1 - right) / Math.max(1, classes - 1));
  return { sensitivity: accuracy, specificity: others, precision: accuracy, npv: others, f1: accuracy };
}

function microOfOthers(accuracy: Figure, transform: (right: number) => number): Figure {
  if (accuracy.estimate === null) return accuracy;
  const method = `${accuracy.method}, of the accuracy, transformed`;
  if (accuracy.low === null) return { ...accuracy, estimate: transform(accuracy.estimate), method };
  const { estimate, low, high, n } = accuracy;
  return measured(transform(estimate), { low: transform(low), high: transform(high) }, n, method);
}

/** Counts of cases by what they are and what they were called. */
interface Outcomes {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** One class against the rest. */
function outcomes({ counts }: ConfusionMatrix, index: number): Outcomes {
  const truePositive = counts[index]![index]!;
  const falseNegative = sum(counts[index]!) - truePositive;
  const falsePositive = sum(counts.map((row) => row[index]!)) - truePositive;
  const trueNegative = sum(counts.flat()) - truePositive - falseNegative - falsePositive;
  return { truePositive, falsePositive, falseNegative, trueNegative };
}

function figuresOf(name: string, outcome: Outcomes): ClassFigures {
  const { truePositive, falsePositive, falseNegative, trueNegative } = outcome;
  return {
    sensitivity: proportion(truePositive, truePositive + falseNegative, `no image of ${name}`),
    specificity: proportion(trueNegative, trueNegative + falsePositive, `no image of another class than ${name}`),
    precision: proportion(truePositive, truePositive + falsePositive, `no image was called ${name}`),
    npv: proportion(trueNegative, trueNegative + falseNegative, `every image was called ${name}`),
    f1: f1(truePositive, truePositive + falsePositive + falseNegative, name),
  };
}

function f1(truePositive: number, n: number, name: string): Figure {
  return f1OfJaccard(proportion(truePositive, n, `no image of ${name}, and none called so`));
}

/** From J = TP / (TP + FP + FN), whatever made its interval. */
export function f1OfJaccard(jaccard: Figure): Figure {
  const method = `${jaccard.method}, of TP / (TP + FP + FN), transformed`;
  if (jaccard.estimate === null) return { ...jaccard, method };
  const f1 = (j: number): number => (2 * j) / (1 + j);
  if (jaccard.low === null) return { ...jaccard, estimate: f1(jaccard.estimate), method };
  return { ...jaccard, estimate: f1(jaccard.estimate), low: f1(jaccard.low), high: f1(jaccard.high), method };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

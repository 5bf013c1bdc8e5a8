/**
 * What a confusion matrix says: accuracy, and sensitivity, specificity, precision and F1 of each class against the rest.
 * Proportions carry Wilson's interval. F1 = 2J / (1 + J) with J = TP / (TP + FP + FN), itself a proportion: Wilson's limits of J,
 * transformed (Lam, Gopal and Qian 2023, "indirect" method).
 */
import type { ConfusionMatrix } from "./confusion.ts";
import { type Figure, measured, undefinedFigure } from "./figure.ts";
import { type Dependence, meanFigure } from "./mean.ts";
import { proportion, wilson } from "./proportion.ts";

export interface ClassFigures {
  /** Of the images of the class, how many were called so (recall). */
  readonly sensitivity: Figure;
  /** Of all other images, how many were called something else. */
  readonly specificity: Figure;
  /** Of the images called so, how many are (positive predictive value). */
  readonly precision: Figure;
  readonly f1: Figure;
}

export interface ClassificationFigures {
  readonly accuracy: Figure;
  /** In the order of the matrix. */
  readonly classes: readonly (ClassFigures & { readonly name: string })[];
  /** Unweighted means over the classes. */
  readonly macro: ClassFigures;
}

/** All figures of a confusion matrix; those with nothing to divide by are null, with the reason. */
export function classificationFigures(matrix: ConfusionMatrix): ClassificationFigures {
  const n = sum(matrix.counts.flat());
  const right = sum(matrix.counts.map((row, i) => row[i]!));
  const classes = matrix.classes.map((name, i) => ({ name, ...figuresOf(name, outcomes(matrix, i)) }));
  const macro = (figure: keyof ClassFigures, dependence: Dependence) =>
    meanFigure(
      classes.map((each) => each[figure]),
      n,
      dependence,
    );
  return {
    accuracy: proportion(right, n, "no image was judged"),
    classes,
    macro: {
      sensitivity: macro("sensitivity", "disjoint images"),
      specificity: macro("specificity", "shared images"),
      precision: macro("precision", "disjoint images"),
      f1: macro("f1", "shared images"),
    },
  };
}

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
    f1: f1(truePositive, truePositive + falsePositive + falseNegative, name),
  };
}

function f1(truePositive: number, n: number, name: string): Figure {
  const method = "Wilson score interval of TP / (TP + FP + FN), transformed";
  if (n === 0) return undefinedFigure(0, method, `no image of ${name}, and none called so`);
  const transform = (jaccard: number) => (2 * jaccard) / (1 + jaccard);
  const { low, high } = wilson(truePositive, n);
  return measured(transform(truePositive / n), { low: transform(low), high: transform(high) }, n, method);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Agreement of labels and predictions beyond chance, from a confusion matrix: Cohen's kappa (1960; weighted: 1968) and Matthews' correlation
 * coefficient (for several classes Gorodkin's R_K, 2004).
 *
 * Their variances are those of smooth functions of multinomial proportions (kappa's: Fleiss, Cohen and Everitt 1969). Intervals are taken on
 * Fisher's scale atanh, so that they stay within -1..1 (Matthews': Itaya et al., Statistics in Medicine 2025). Where every image is right the
 * variance is 0 and says nothing: then as many may have been mistaken as Wilson's lower limit leaves, mistaken as chance would.
 */
import type { ConfusionMatrix } from "./confusion.ts";
import { type Figure, type Interval, measured, undefinedFigure } from "./figure.ts";
import { Z } from "./normal.ts";
import { wilson } from "./proportion.ts";

type Table = ConfusionMatrix["counts"];
type CellFunction = (row: number, column: number) => number;

/** How far apart two classes are: all alike, or by the square of the distance of their places (for grades). */
export type KappaWeights = "none" | "quadratic";

const METHOD = "delta method on Fisher's scale";
const ONE_CLASS = "the labels, or the predictions, are all of one class";

/** 1 - disagreement / disagreement by chance. */
export function cohenKappa(matrix: ConfusionMatrix, weights: KappaWeights = "none"): Figure {
  return figureOf(matrix.counts, kappaOf(matrix.counts, weights), () => kappaGradient(matrix.counts, weights));
}

/** The correlation of labels and predictions. */
export function matthewsCorrelation(matrix: ConfusionMatrix): Figure {
  return figureOf(matrix.counts, matthewsOf(matrix.counts), () => matthewsGradient(matrix.counts));
}

/** The number alone, of any counts; null where labels or predictions are all of one class. */
export function kappaOf(counts: Table, weights: KappaWeights = "none"): number | null {
  const { seen, byChance } = disagreement(counts, weights);
  return hasTwoClasses(counts) ? 1 - seen / byChance : null;
}

/** The number alone, of any counts; null where labels or predictions are all of one class. */
export function matthewsOf(counts: Table): number | null {
  const { covariance, ofTruths, ofPredictions } = covariances(counts);
  return hasTwoClasses(counts) ? covariance / Math.sqrt(ofTruths * ofPredictions) : null;
}

function hasTwoClasses(counts: Table): boolean {
  const rows = counts.filter((row) => row.some((count) => count > 0));
  const columns = counts.filter((_, j) => counts.some((row) => row[j]! > 0));
  return rows.length > 1 && columns.length > 1;
}

function figureOf(counts: Table, value: number | null, gradient: () => CellFunction): Figure {
  const n = sum(counts.flat());
  if (value === null) return undefinedFigure(n, METHOD, n === 0 ? "no image was judged" : ONE_CLASS);
  if (1 - Math.abs(value) < ROUNDING)
    return measured(Math.sign(value), edge(counts, value), n, "Wilson's limit of the accuracy");
  return measured(value, fisherInterval(value, deltaVariance(counts, gradient(), n)), n, METHOD);
}

/** Of a sum of parts of images. */
const ROUNDING = 1e-12;

/** tanh(atanh(value) +- z se / (1 - value^2)). */
function fisherInterval(value: number, variance: number): Interval {
  const width = (Z * Math.sqrt(variance)) / (1 - value ** 2);
  return { low: Math.tanh(Math.atanh(value) - width), high: Math.tanh(Math.atanh(value) + width) };
}

/** (the mean of the squared gradient less its squared mean) / n, over the cells' proportions. */
function deltaVariance(counts: Table, gradient: CellFunction, n: number): number {
  const cells = counts.flatMap((row, i) => row.map((count, j) => ({ part: count / n, slope: gradient(i, j) })));
  const mean = sum(cells.map(({ part, slope }) => part * slope));
  return sum(cells.map(({ part, slope }) => part * (slope - mean) ** 2)) / n;
}

/** All right: 1 - mistaken / mistaken by chance. All wrong, which leaves two classes: the same with the names of the predictions exchanged. */
function edge(counts: Table, value: number): Interval {
  const n = sum(counts.flat());
  const { byChance } = disagreement(counts, "none");
  const mistaken = 1 - wilson(n, n).low;
  return value > 0 ? { low: 1 - mistaken / byChance, high: 1 } : { low: -1, high: mistaken / (1 - byChance) - 1 };
}

function disagreement(counts: Table, weights: KappaWeights) {
  const { n, rows, columns } = margins(counts);
  const weight = weightOf(weights);
  const seen = sum(counts.flatMap((row, i) => row.map((count, j) => weight(i, j) * count))) / n;
  const byChance = sum(rows.flatMap((row, i) => columns.map((column, j) => weight(i, j) * row * column)));
  return { seen, byChance };
}

/** -w / E + D / E^2 (the mean weight of the row under the columns' parts, and of the column under the rows'). */
function kappaGradient(counts: Table, weights: KappaWeights): CellFunction {
  const { rows, columns } = margins(counts);
  const { seen, byChance } = disagreement(counts, weights);
  const weight = weightOf(weights);
  const ofRow = rows.map((_, i) => sum(columns.map((column, k) => weight(i, k) * column)));
  const ofColumn = columns.map((_, j) => sum(rows.map((row, k) => weight(k, j) * row)));
  return (i, j) => -weight(i, j) / byChance + (seen / byChance ** 2) * (ofRow[i]! + ofColumn[j]!);
}

function weightOf(weights: KappaWeights): CellFunction {
  return weights === "none" ? (i, j) => Number(i !== j) : (i, j) => (i - j) ** 2;
}

/** Of the classes' indicators, summed over the classes. */
function covariances(counts: Table) {
  const { n, rows, columns } = margins(counts);
  const right = sum(counts.map((row, k) => row[k]!)) / n;
  return {
    covariance: right - sum(rows.map((row, k) => row * columns[k]!)),
    ofTruths: 1 - sum(rows.map((row) => row ** 2)),
    ofPredictions: 1 - sum(columns.map((column) => column ** 2)),
  };
}

function matthewsGradient(counts: Table): CellFunction {
  const { rows, columns } = margins(counts);
  const { covariance, ofTruths, ofPredictions } = covariances(counts);
  const scale = 1 / Math.sqrt(ofTruths * ofPredictions);
  return (i, j) => {
    const own = Number(i === j) - columns[i]! - rows[j]!;
    return scale * (own + covariance * (rows[i]! / ofTruths + columns[j]! / ofPredictions));
  };
}

/** Parts of all images: labels by row, predictions by column. */
function margins(counts: Table) {
  const n = sum(counts.flat());
  const rows = counts.map((row) => sum(row) / n);
  const columns = counts.map((_, j) => sum(counts.map((row) => row[j]!)) / n);
  return { n, rows, columns };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

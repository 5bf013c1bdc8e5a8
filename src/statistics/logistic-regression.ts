/**
 * Multinomial logistic regression with an L2 penalty: the plain model that a network has to beat. Features are standardised by the training
 * rows. The loss is the sum of the cross-entropies plus half the sum of the squared weights, intercepts free (scikit-learn's, with C = 1).
 *
 * Minimised by Newton's method; its systems are solved by conjugate gradients, which need the Hessian as a product only (Nocedal and
 * Wright, Numerical Optimization, 2nd edition, algorithm 7.1).
 */
import { conjugateGradients, dot } from "./conjugate-gradients.ts";
import { gramOf, preconditioner } from "./logistic-preconditioner.ts";

export interface LogisticRegression {
  /** Of the features of the training rows; a deviation of 0 counts as 1. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** For each class a weight for every standardised feature, then the intercept. */
  readonly weights: Float64Array;
  readonly classes: number;
}

const LARGEST_GRADIENT = 1e-6;
const MOST_STEPS = 100;
/** Of Armijo's condition. */
const DECREASE = 1e-4;

/** rows: features of every image, all of one length; labels: the place of its class, 0..classes - 1. */
export function fitLogisticRegression(
  rows: readonly Float64Array[],
  labels: readonly number[],
  classes: number,
): LogisticRegression {
  const { mean, deviation } = momentsOf(rows);
  const problem = { rows: rows.map((row) => standardised(row, mean, deviation)), labels, classes };
  const gram = gramOf(problem.rows);
  let weights = new Float64Array(classes * (mean.length + 1));
  for (let step = 0; step < MOST_STEPS; step++) {
    const { loss, gradient, probabilities } = evaluate(problem, weights);
    const norm = Math.sqrt(dot(gradient, gradient));
    if (norm < LARGEST_GRADIENT) break;
    const direction = conjugateGradients(
      {
        product: (vector) => hessianTimes(problem, probabilities, vector),
        precondition: preconditioner(gram, probabilities, classes),
      },
      gradient.map((slope) => -slope),
      Math.min(0.1, Math.sqrt(norm)) * norm,
    );
    weights = shortened(problem, weights, direction, { loss, slope: dot(gradient, direction) });
  }
  return { mean, deviation, weights, classes };
}

/** One for each class; they sum to 1. */
export function logisticProbabilities(
  { mean, deviation, weights, classes }: LogisticRegression,
  row: Float64Array,
): number[] {
  return softmax(scoresOf(standardised(row, mean, deviation), weights, classes));
}

function momentsOf(rows: readonly Float64Array[]): { mean: Float64Array; deviation: Float64Array } {
  const mean = new Float64Array(rows[0]!.length);
  for (const row of rows) for (let j = 0; j < mean.length; j++) mean[j]! += row[j]! / rows.length;
  const variance = new Float64Array(mean.length);
  for (const row of rows) for (let j = 0; j < mean.length; j++) variance[j]! += (row[j]! - mean[j]!) ** 2 / rows.length;
  return { mean, deviation: variance.map((value) => Math.sqrt(value) || 1) };
}

/** With a 1 for the intercept behind it. */
function standardised(row: Float64Array, mean: Float64Array, deviation: Float64Array): Float64Array {
  const result = new Float64Array(row.length + 1).fill(1);
  for (let j = 0; j < row.length; j++) result[j] = (row[j]! - mean[j]!) / deviation[j]!;
  return result;
}

function scoresOf(row: Float64Array, weights: Float64Array, classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => {
    let sum = 0;
    for (let j = 0, at = k * row.length; j < row.length; j++, at++) sum += row[j]! * weights[at]!;
    return sum;
  });
}

function softmax(scores: readonly number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

interface Problem {
  /** Standardised, with a 1 behind. */
  readonly rows: readonly Float64Array[];
  readonly labels: readonly number[];
  readonly classes: number;
}

/** gradient: the sum over rows of (p - y) x, and the weights themselves. */
function evaluate({ rows, labels, classes }: Problem, weights: Float64Array) {
  const gradient = penaltyTimes(weights, classes);
  let loss = 0.5 * dot(gradient, weights);
  const probabilities = rows.map((row, i) => {
    const p = softmax(scoresOf(row, weights, classes));
    loss -= Math.log(Math.max(p[labels[i]!]!, Number.MIN_VALUE));
    addOuter(
      gradient,
      p.map((value, k) => value - (labels[i] === k ? 1 : 0)),
      row,
    );
    return p;
  });
  return { loss, gradient, probabilities };
}

/** H v: the sum over rows of p (x v - the mean of x v under p) x, and v itself. */
function hessianTimes({ rows, classes }: Problem, probabilities: readonly number[][], vector: Float64Array) {
  const product = penaltyTimes(vector, classes);
  for (const [i, row] of rows.entries()) {
    const p = probabilities[i]!;
    const scores = scoresOf(row, vector, classes);
    const mean = scores.reduce((sum, score, k) => sum + p[k]! * score, 0);
    addOuter(
      product,
      scores.map((score, k) => p[k]! * (score - mean)),
      row,
    );
  }
  return product;
}

/** The weights without the intercepts, which are not penalised. */
function penaltyTimes(weights: Float64Array, classes: number): Float64Array {
  const result = weights.slice();
  const width = weights.length / classes;
  for (let k = 1; k <= classes; k++) result[k * width - 1] = 0;
  return result;
}

function addOuter(sum: Float64Array, factors: readonly number[], row: Float64Array): void {
  for (const [k, factor] of factors.entries()) {
    for (let j = 0, at = k * row.length; j < row.length; j++, at++) sum[at]! += factor * row[j]!;
  }
}

/** The step, halved until the loss falls as its slope promises. */
function shortened(
  problem: Problem,
  weights: Float64Array,
  direction: Float64Array,
  { loss, slope }: { readonly loss: number; readonly slope: number },
): Float64Array<ArrayBuffer> {
  for (let length = 1; ; length /= 2) {
    const next = Float64Array.from(weights, (weight, j) => weight + length * direction[j]!);
    if (length < 1e-10 || evaluate(problem, next).loss <= loss + DECREASE * length * slope) return next;
  }
}

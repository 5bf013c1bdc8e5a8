/**
 * An easy system that is like the Hessian's of a multinomial logistic regression. Neighbours in an image are alike, which makes the Hessian's own
 * hard; X^T X bounds it (Boehning 1992, "Multinomial logistic regression algorithm").
 */
import { factorised, type Solve } from "./cholesky.ts";

/** X^T X: its lower triangle. */
export function gramOf(rows: readonly Float64Array[]): Float64Array {
  const size = rows[0]!.length;
  const gram = new Float64Array(size ** 2);
  for (const row of rows) {
    for (let i = 0, at = 0; i < size; i++, at += size) {
      const value = row[i]!;
      for (let j = 0; j <= i; j++) gram[at + j]! += value * row[j]!;
    }
  }
  return gram;
}

/**
 * M = the mean of p (1 - p) times X^T X, and the penalty's 1 for the weights: one for all classes, so that weights which sum to 0 over the
 * classes go on doing so. H has hardly a slope where they do not.
 */
export function preconditioner(gram: Float64Array, probabilities: readonly number[][], classes: number): Solve {
  const width = Math.sqrt(gram.length);
  const all = probabilities.flat();
  const share = all.reduce((sum, p) => sum + p * (1 - p), 0) / all.length;
  const matrix = gram.map((value) => share * value);
  for (let j = 0; j < width - 1; j++) matrix[j * (width + 1)]! += 1;
  const solve = factorised(matrix, width);
  return (vector) => {
    const solved = new Float64Array(vector.length);
    for (let at = 0; at < classes * width; at += width) solved.set(solve(vector.subarray(at, at + width)), at);
    return solved;
  };
}

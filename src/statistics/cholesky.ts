/** Systems of a symmetric positive definite matrix by its Cholesky factor (Golub and Van Loan, Matrix Computations, 4th edition, 4.2). */

/** x of A x = b. */
export type Solve = (b: Float64Array) => Float64Array;

/** matrix: [size * size], row by row, of which the lower triangle is read; where it is not positive definite, all that is solved is NaN. A = L L^T */
export function factorised(matrix: Float64Array, size: number): Solve {
  const lower = matrix.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = lower[i * size + j]! - dotOfRows(lower, i * size, j * size, j);
      lower[i * size + j] = i === j ? Math.sqrt(rest) : rest / lower[j * size + j]!;
    }
  }
  return (b) => backwards(lower, forwards(lower, b));
}

/** L y = b */
function forwards(lower: Float64Array, b: Float64Array): Float64Array {
  const y = b.slice();
  for (let i = 0, row = 0; i < y.length; i++, row += y.length) {
    for (let j = 0; j < i; j++) y[i]! -= lower[row + j]! * y[j]!;
    y[i]! /= lower[row + i]!;
  }
  return y;
}

/** L^T x = y, in y's place. */
function backwards(lower: Float64Array, y: Float64Array): Float64Array {
  for (let i = y.length - 1; i >= 0; i--) {
    const row = i * y.length;
    y[i]! /= lower[row + i]!;
    for (let j = 0; j < i; j++) y[j]! -= lower[row + j]! * y[i]!;
  }
  return y;
}

function dotOfRows(lower: Float64Array, one: number, other: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += lower[one + k]! * lower[other + k]!;
  return sum;
}

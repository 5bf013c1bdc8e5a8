/** The product of two matrices, to which convolutions come down, too. */

/** In C order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export function transposed({ rows, columns, data }: Matrix): Matrix {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  }
  return { rows: columns, columns: rows, data: turned };
}

/** Each row of a b is the sum of b's rows, times the elements of a's row: four of b's rows at a time, which stay near the processor. */
export function product(a: Matrix, b: Matrix): Matrix {
  const [inner, { columns }] = [b.rows, b];
  const data = new Float64Array(a.rows * columns);
  const whole = inner - (inner % 4);
  const sums = Array.from({ length: a.rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
  for (let k = 0; k < whole; k += 4) {
    for (const [i, sum] of sums.entries()) addFourRows(sum, b, k, a.data, i * inner + k);
  }
  for (let k = whole; k < inner; k++) {
    for (const [i, sum] of sums.entries()) addRow(sum, b, k, a.data[i * inner + k]!);
  }
  return { rows: a.rows, columns, data };
}

function addRow(sum: Float64Array, { data, columns }: Matrix, row: number, factor: number): void {
  const first = row * columns;
  for (let j = 0; j < columns; j++) sum[j]! += factor * data[first + j]!;
}

/** Those from `row` on, times the factors from `at` on. */
function addFourRows(
  sum: Float64Array,
  { data, columns }: Matrix,
  row: number,
  factors: Float64Array,
  at: number,
): void {
  const [f0, f1, f2, f3] = [factors[at]!, factors[at + 1]!, factors[at + 2]!, factors[at + 3]!];
  const first = row * columns;
  const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
  for (let j = 0; j < columns; j++)
    sum[j]! += f0 * data[first + j]! + f1 * data[second + j]! + f2 * data[third + j]! + f3 * data[fourth + j]!;
}

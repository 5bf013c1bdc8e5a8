/** Conjugate gradients (Hestenes and Stiefel 1952): solves A x = b for a symmetric positive A that is known as a product alone. */

type Product = (vector: Float64Array) => Float64Array;

/** x with |A x - b| at most `residual`, or after as many steps as b is long. */
export function conjugateGradients(product: Product, b: Float64Array, residual: number): Float64Array {
  const x = new Float64Array(b.length);
  const rest = b.slice();
  let direction = b.slice();
  let square = dot(rest, rest);
  for (let step = 0; step < b.length && Math.sqrt(square) > residual; step++) {
    const image = product(direction);
    const length = square / dot(direction, image);
    for (let j = 0; j < x.length; j++) {
      x[j]! += length * direction[j]!;
      rest[j]! -= length * image[j]!;
    }
    const next = dot(rest, rest);
    const share = next / square;
    direction = direction.map((value, j) => rest[j]! + share * value);
    square = next;
  }
  return x;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/**
 * Conjugate gradients (Hestenes and Stiefel 1952): solves A x = b for a symmetric positive definite A that is known as a product alone. With a
 * preconditioner, an easy system that is like A's, it needs fewer products (Nocedal and Wright, Numerical Optimization, 2nd edition,
 * algorithm 5.3).
 */

import type { Solve } from "./cholesky.ts";

interface System {
  /** A x */
  product(x: Float64Array): Float64Array;
  /** With M symmetric and positive definite, like A: x of M x = b, in an array of its own. */
  readonly precondition: Solve;
}

/** x with |A x - b| at most `residual`, or after as many steps as b is long. */
export function conjugateGradients({ product, precondition }: System, b: Float64Array, residual: number): Float64Array {
  const x = new Float64Array(b.length);
  const rest = b.slice();
  let direction = precondition(rest);
  let square = dot(rest, direction);
  for (let step = 0; step < b.length && Math.sqrt(dot(rest, rest)) > residual; step++) {
    const image = product(direction);
    const length = square / dot(direction, image);
    for (let j = 0; j < x.length; j++) {
      x[j]! += length * direction[j]!;
      rest[j]! -= length * image[j]!;
    }
    const conditioned = precondition(rest);
    const next = dot(rest, conditioned);
    const share = next / square;
    direction = direction.map((value, j) => conditioned[j]! + share * value);
    square = next;
  }
  return x;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/**
 * Adam as Keras computes it (Kingma and Ba 2015, the efficient form):
 *   m <- m + (g - m) (1 - beta1),  v <- v + (g^2 - v) (1 - beta2)
 *   p <- p - rate sqrt(1 - beta2^t) / (1 - beta1^t)  m / (sqrt(v) + epsilon)
 * with epsilon added to the root of the uncorrected second moment. One loop over flat arrays, in place.
 */

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export const kerasAdam: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

export type Values = Float32Array | Float64Array;

/** First and second moments of one parameter. */
export interface AdamMoments {
  readonly first: Values;
  readonly second: Values;
}

/** The factor of step t (from 1): rate with both corrections. */
export function correctedRate(rate: number, t: number, { beta1, beta2 }: AdamOptions = kerasAdam): number {
  return (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
}

/** Updates a parameter and its moments in place; corrected: from correctedRate. All arrays are of one length. */
export function adamUpdate(
  parameter: Values,
  gradient: Values,
  { first, second }: AdamMoments,
  corrected: number,
  { beta1, beta2, epsilon }: AdamOptions = kerasAdam,
): void {
  const keep1 = 1 - beta1;
  const keep2 = 1 - beta2;
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]!;
    const m = first[i]! + (g - first[i]!) * keep1;
    const v = second[i]! + (g * g - second[i]!) * keep2;
    first[i] = m;
    second[i] = v;
    parameter[i] = parameter[i]! - (corrected * m) / (Math.sqrt(v) + epsilon);
  }
}

/**
 * Student's t distribution for whole degrees of freedom: its probability as a finite sum of cosines (Abramowitz and Stegun 26.7.3 and
 * 26.7.4), its quantile by bisection to the last bit.
 */

/** P(|T| <= t) for n degrees of freedom, n from 1. */
function withinProbability(t: number, n: number): number {
  const angle = Math.atan(t / Math.sqrt(n));
  const [sine, square] = [Math.sin(angle), Math.cos(angle) ** 2];
  const isOdd = n % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = n === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < n; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t with P(|T| <= t) = level: 1.96 for many degrees of freedom at 0.95. */
export function studentLimit(level: number, n: number): number {
  let high = 1;
  while (withinProbability(high, n) < level) high *= 2;
  let low = 0;
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (withinProbability(middle, n) < level) low = middle;
    else high = middle;
  }
  return low;
}

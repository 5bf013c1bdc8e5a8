/**
 * The standard normal distribution: its quantile by Wichura's PPND16 (Algorithm AS 241, Applied Statistics 37, 1988),
 * whose relative error is about 1e-16. Three rational functions: the middle, the tails, the far tails. Its tail by the series of the middle
 * (Marsaglia, Journal of Statistical Software 11, 2004) and Laplace's continued fraction.
 */
import { LEVEL } from "./figure.ts";

type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];

// Coefficients in ascending powers, as float64 holds them.
const MIDDLE: Rational = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
];
const TAIL: Rational = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
];
const FAR_TAIL: Rational = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

/** z with P(Z <= z) = p, for p in 0..1 (-Infinity and Infinity at its ends). */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * evaluate(MIDDLE, 0.180625 - q * q); // 0.425^2 - q^2
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  if (r === Number.POSITIVE_INFINITY) return Math.sign(q) * r;
  return Math.sign(q) * (r <= 5 ? evaluate(TAIL, r - 1.6) : evaluate(FAR_TAIL, r - 5));
}

/** P(Z > z), to about 1e-12 of itself. */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < SERIES_END ? 0.5 - density * middleSeries(z) : density * tailFraction(z);
}

/** Up to here the series leaves enough digits of the tail. */
const SERIES_END = 2.5;

/** z + z^3 / 3 + z^5 / (3 5) + z^7 / (3 5 7) + ... until nothing is added. */
function middleSeries(z: number): number {
  let sum = z;
  for (let odd = 3, term = z, before = 0; sum !== before; odd += 2) {
    term *= (z * z) / odd;
    before = sum;
    sum += term;
  }
  return sum;
}

/** 1 / (z + 1 / (z + 2 / (z + 3 / (z + ...)))), from inside out. */
function tailFraction(z: number): number {
  const DEPTH = 200;
  let inner = z;
  for (let k = DEPTH; k > 0; k--) inner = z + k / inner;
  return 1 / inner;
}

/** 1.96: an estimate lies within this many standard errors of the truth 95 times in 100. */
export const Z = normalQuantile((1 + LEVEL) / 2);

function evaluate([numerator, denominator]: Rational, x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

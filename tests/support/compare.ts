/**
 * Comparing with other people's figures: one helper for each kind of figure, its tolerance inside it.
 * Each returns the largest error that it saw, and has a test that shows it failing.
 */
import { expect } from "vitest";
import { type Figures, flat, largestRelativeError, tolerances } from "./relative-error.ts";

/** Figures of scikit-learn, SciPy and statsmodels whose formula is closed: within 1e-9, relative; a zero must be a zero. */
export function expectClosedForm(actual: Figures, expected: Figures): number {
  return expectRelative(actual, expected, tolerances.closed);
}

/** Figures of the same that are fitted, by them to where their optimizer stops: within 1e-4, relative. */
export function expectFitted(actual: Figures, expected: Figures): number {
  return expectRelative(actual, expected, tolerances.fitted);
}

/**
 * A network's values against Keras' float64: the largest difference over the largest magnitude is at most 3 times what Keras' own float32
 * is away (kerasError), or 1e-6. magnitude: of all the values, where `expected` is only some of them.
 */
export function expectAsCloseAsKeras(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { kerasError, magnitude = largest(expected) }: { readonly kerasError: number; readonly magnitude?: number },
): number {
  expect(actual.length, "number of values").toBe(expected.length);
  const worst = largest(Array.from(expected, (value, i) => actual[i]! - value)) / magnitude;
  expect(worst, "largest difference over largest magnitude").toBeLessThanOrEqual(Math.max(3 * kerasError, 1e-6));
  return worst;
}

/** The largest magnitude; NaN where there is one. */
const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** What two float64 computations of the same give: within 1e-9 of the whole's size (a norm, a largest value). */
export function expectExact(actual: number, expected: number, size: number, what: string): number {
  const error = Math.abs(actual - expected) / size;
  expect(error, `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(1e-9);
  return error;
}

function expectRelative(actual: Figures, expected: Figures, tolerance: number): number {
  const [ours, theirs] = [flat(actual), flat(expected)];
  expect(ours.length, "number of figures").toBe(theirs.length);
  const worst = largestRelativeError(ours, theirs);
  expect(worst, `relative error of ${format(ours)} against ${format(theirs)}`).toBeLessThanOrEqual(tolerance);
  return worst;
}

function format(values: readonly number[]): string {
  return values.length > 8 ? `${values.slice(0, 8).join(", ")}, ...` : values.join(", ");
}

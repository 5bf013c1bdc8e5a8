/**
 * Comparing with other people's figures: one helper for each kind of figure, its tolerance inside it.
 * Each returns the largest error that it saw, and has a test that shows it failing.
 */
import { expect } from "vitest";

type Figures = number | readonly number[] | readonly (readonly number[])[];

/** Figures of scikit-learn, SciPy and statsmodels whose formula is closed: within 1e-9, relative; a zero must be a zero. */
export function expectClosedForm(actual: Figures, expected: Figures): number {
  return expectRelative(actual, expected, 1e-9);
}

function expectRelative(actual: Figures, expected: Figures, tolerance: number): number {
  const [ours, theirs] = [[actual].flat(2) as number[], [expected].flat(2) as number[]];
  expect(ours.length, "number of figures").toBe(theirs.length);
  const errors = theirs.map((value, i) => relativeError(ours[i]!, value));
  const worst = errors.reduce((most, error) => Math.max(most, error), 0); // NaN stays NaN, and fails
  expect(worst, `relative error of ${format(ours)} against ${format(theirs)}`).toBeLessThanOrEqual(tolerance);
  return worst;
}

function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

function format(values: readonly number[]): string {
  return values.length > 8 ? `${values.slice(0, 8).join(", ")}, ...` : values.join(", ");
}

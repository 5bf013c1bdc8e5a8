/** How far figures are from other people's, relative to these. */
export type Figures = number | readonly number[] | readonly (readonly number[])[];

/** Relative, against scikit-learn, SciPy and statsmodels: figures whose formula is closed, and those that are fitted. */
export const tolerances = { closed: 1e-9, fitted: 1e-4 } as const;

export const flat = (figures: Figures): number[] => [figures].flat(2) as number[]; // two levels are all there are

/** The largest; NaN where one is no number, Infinity where a zero should be. */
export function largestRelativeError(actual: Figures, expected: Figures): number {
  const ours = flat(actual);
  return flat(expected).reduce((most, value, i) => Math.max(most, relativeError(ours[i]!, value)), 0);
}

function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

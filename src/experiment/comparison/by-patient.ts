/**
 * Figures with bootstrap intervals of patients, each drawn with all of its images and among patients of the same classes: BCa, and percentile
 * where that cannot be had.
 */
import { bootstrap, type Figure, type WeightedFigure } from "../../statistics/index.ts";

/** Of every interval of a table: the same draws for each row of the same patients. */
const RESAMPLES = 2000;
export const SEED = 1;

/** By case: its patient, and its class. */
export interface Drawn {
  readonly patients: readonly string[];
  readonly labels: readonly string[];
}

export function figuresByPatient<Name extends string>(
  { patients, labels }: Drawn,
  figures: Readonly<Record<Name, WeightedFigure>>,
): Record<Name, Figure> {
  const plan = { cases: patients.length, clusters: patients, strata: labels, resamples: RESAMPLES, seed: SEED };
  const corrected = bootstrap(plan, figures);
  const names = Object.keys(figures) as Name[]; // the keys of the record
  const isMissing = names.some((name) => corrected[name].figure.low === null);
  const plain = isMissing ? bootstrap({ ...plan, interval: "percentile" }, figures) : corrected;
  const entries = names.map((name) => {
    const { figure } = corrected[name];
    return [name, figure.low === null ? plain[name].figure : figure] as const;
  });
  return Object.fromEntries(entries) as Record<Name, Figure>; // each name, once
}

/** Figures with intervals of patients, each with all of its images and among patients of the same classes. */
import { type Figure, figuresByUnit, type WeightedFigure } from "../../statistics/index.ts";

/** Of every interval of a table: the same draws for each row of the same patients. */
const RESAMPLES = 2000;
export const SEED = 1;

/** By case: its patient, and its class. */
export interface Drawn {
  readonly patients: readonly string[];
  readonly labels: readonly string[];
}

export const figuresByPatient = <Name extends string>(
  { patients, labels }: Drawn,
  figures: Readonly<Record<Name, WeightedFigure>>,
): Record<Name, Figure> =>
  figuresByUnit(
    { cases: patients.length, clusters: patients, strata: labels, resamples: RESAMPLES, seed: SEED },
    figures,
  );

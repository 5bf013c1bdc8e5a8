/** What figures are worked out from: images with a label, what the model said of each, and whose they are. */
import type { PredictionRow, Predictions } from "../../run/index.ts";
import { unknownLabel } from "../../statistics/index.ts";
import { RoentgenError } from "../../util/error.ts";

export interface Cases {
  readonly classes: readonly string[];
  /** By image: the place of its class, and of the class that was decided for. */
  readonly truths: readonly number[];
  readonly decisions: readonly number[];
  /** By image: a probability for each class. */
  readonly probabilities: readonly (readonly number[])[];
  /** By image; null where every image is of a patient of its own, or nobody knows whose they are. */
  readonly patients: readonly string[] | null;
  /** How many there are; null where that of some image is not known. */
  readonly patientCount: number | null;
  /** By image: which of several models said it, each on a scale of its own; null: one did. */
  readonly folds: readonly number[] | null;
}

/** What is known of the rows besides the predictions. */
export interface Known {
  /** By row; null, or left out: not known, and taken for a patient of its own. */
  readonly patients?: readonly (string | null)[] | undefined;
  /** By row: which of several models said it, as in a cross-validation; left out: one did. */
  readonly folds?: readonly number[] | undefined;
}

/** Images without a label are left out. Throws E_NOTHING_TO_JUDGE where none has one, E_CLASS_UNKNOWN for another label than the classes. */
export function casesOf({ classes, rows }: Predictions, { patients = [], folds }: Known): Cases {
  const places = new Map(classes.map((name, place) => [name, place]));
  const kept = rows.flatMap((row, i) =>
    row.label === null ? [] : [{ row, patient: patients[i] ?? null, fold: folds?.[i] ?? 0 }],
  );
  if (kept.length === 0) throw nothingToJudge(rows.length);
  const placeOf = (name: string): number => {
    const place = places.get(name);
    if (place === undefined) throw unknownLabel(name, classes);
    return place;
  };
  return {
    classes,
    truths: kept.map(({ row }) => placeOf(row.label!)), // those without were left out
    decisions: kept.map(({ row }) => placeOf(row.prediction)),
    probabilities: kept.map(({ row }) => row.probabilities),
    ...clustersOf(kept),
    folds: folds === undefined ? null : kept.map(({ fold }) => fold),
  };
}

function clustersOf(kept: readonly { readonly patient: string | null; readonly row: PredictionRow }[]) {
  if (kept.every(({ patient }) => patient === null)) return { patients: null, patientCount: null };
  const names = kept.map(({ patient }, i) => (patient === null ? `image ${i}` : `patient ${patient}`));
  const units = new Set(names).size;
  const areKnown = kept.every(({ patient }) => patient !== null);
  return { patients: units < kept.length ? names : null, patientCount: areKnown ? units : null };
}

/** These images alone, each as of a patient of its own. */
export function subset(cases: Cases, chosen: readonly number[]): Cases {
  const pick = <Value>(values: readonly Value[]): Value[] => chosen.map((i) => values[i]!);
  return {
    classes: cases.classes,
    truths: pick(cases.truths),
    decisions: pick(cases.decisions),
    probabilities: pick(cases.probabilities),
    patients: null,
    patientCount: cases.patientCount,
    folds: cases.folds && pick(cases.folds),
  };
}

/** Of each patient the first image of each class. */
export function oneOfEachPatient(cases: Cases): Cases {
  const seen = new Set<string>();
  const chosen = cases.truths.flatMap((truth, i) => {
    const key = `${truth} ${cases.patients?.[i] ?? i}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [i];
  });
  return subset(cases, chosen);
}

function nothingToJudge(images: number): RoentgenError {
  return new RoentgenError("E_NOTHING_TO_JUDGE", "no image has a label", {
    expected: "images with labels",
    received: `${images} images without`,
    fix: "give data with class folders or a label column",
  });
}

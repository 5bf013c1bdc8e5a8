/** What the number of patients alone says against every interval of a part. */
import type { PartMetrics } from "../run/index.ts";
import { counted } from "./wording.ts";

/** Of fewer, some intervals held the truth in less than 90 of 100 simulated test parts (docs/few-patients.md). */
const ENOUGH = 6;

/** count: of what intervals count as independent. A sentence; null where there are enough. */
export const fewText = (count: number, unit: "image" | "patient"): string | null =>
  count >= ENOUGH
    ? null
    : `${counted(count, unit)}: intervals of fewer than ${ENOUGH} ${unit}s are too narrow: some held the truth in less than 90 of 100 simulated test parts.`;

/** Of a class with fewer, AUROC and average precision held the truth in less than 90 (docs/few-patients.md). */
const ENOUGH_OF_CLASS = 5;

/** A sentence, where patients are few, or images where each counts: of all, or of the class with the fewest. */
export function fewPatientsWarnings({ images, patients, unit, accuracy, classes }: Counts): string[] {
  const independent = unit === "patient" ? accuracy.n : images;
  const counts = patients === null ? unit : "patient";
  const text = fewText(patients ?? independent, counts) ?? fewOfClassText(classes, counts);
  return text === null ? [] : [text];
}

/** Of classes that have images. */
function fewOfClassText(classes: Counts["classes"], unit: "image" | "patient"): string | null {
  const seen = classes
    .filter(({ sensitivity }) => sensitivity.n > 0)
    .toSorted((a, b) => a.sensitivity.n - b.sensitivity.n);
  const [fewest] = seen;
  if (fewest === undefined || fewest.sensitivity.n >= ENOUGH_OF_CLASS) return null;
  const { name, sensitivity } = fewest;
  const what =
    unit === "patient" && sensitivity.n === 1
      ? "nothing tells how far another would differ, so that AUROC, average precision, Matthews' correlation and kappa have no interval."
      : `intervals of AUROC and average precision of a class of fewer than ${ENOUGH_OF_CLASS} ${unit}s are too narrow: some held the truth in less than 90 of 100 simulated test parts.`;
  return `${counted(sensitivity.n, unit)} of ${name}: ${what}`;
}

interface Counts extends Pick<PartMetrics, "images" | "patients" | "unit" | "accuracy"> {
  /** n of a sensitivity: the patients of the class, or its images. */
  readonly classes: readonly Pick<PartMetrics["classes"][number], "name" | "sensitivity">[];
}

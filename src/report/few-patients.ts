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

/** A sentence, where patients are few, or images where each counts. */
export function fewPatientsWarnings({ images, patients, unit, accuracy }: Counts): string[] {
  const independent = unit === "patient" ? accuracy.n : images;
  const text = fewText(patients ?? independent, patients === null ? unit : "patient");
  return text === null ? [] : [text];
}

type Counts = Pick<PartMetrics, "images" | "patients" | "unit" | "accuracy">;

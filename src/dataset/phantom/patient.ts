/** Which patient an image of a set of phantoms shows: two images each, so that a split by image leaks, as with real data. */
import type { Subject } from "./draws.ts";
import { PHANTOM_LABELS, type PhantomLabel } from "./label.ts";

const IMAGES = 2;

/** index: from 0. Patients and their images count from 1. */
export const subjectOf = (seed: number, index: number): Subject => ({
  seed,
  patient: Math.floor(index / IMAGES) + 1,
  visit: (index % IMAGES) + 1,
});

/** The class of an image in a set: by turns, the same for both images of a patient. */
export const labelOf = (index: number): PhantomLabel =>
  PHANTOM_LABELS[Math.floor(index / IMAGES) % PHANTOM_LABELS.length]!;

/** "p0001_1.png": patient and image. */
export function fileNameOf(index: number): string {
  const { patient, visit } = subjectOf(0, index);
  return `p${String(patient).padStart(4, "0")}_${visit}.png`;
}

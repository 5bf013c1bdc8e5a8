/** Which patient an image of a set of phantoms shows: two images each, so that a split by image leaks, as with real data. */
import type { Subject } from "./draws.ts";

const IMAGES = 2;

/** index: from 0. Patients and their images count from 1. */
export const subjectOf = (seed: number, index: number): Subject => ({
  seed,
  patient: Math.floor(index / IMAGES) + 1,
  visit: (index % IMAGES) + 1,
});

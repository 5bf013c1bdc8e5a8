/**
 * Classes of which one patient was seen: nothing tells how far another would differ. Drawn within classes that one is in every resample, as if it were
 * certain, so figures that need the class stand without an interval (simulated: docs/few-patients.md).
 */
import type { Cases } from "./cases.ts";

/** Why a figure has no interval, in words for a reader of the report; undefined where nothing is against one. */
export type Lone = string | undefined;

/** Of a figure of the class at a place against the rest. */
export function loneAgainstRest(cases: Cases, place: number): Lone {
  const others = cases.classes.flatMap((_, other) => (other !== place && unitsIn(cases, [other]) > 0 ? [other] : []));
  return loneOf(cases, [place]) ?? loneOf(cases, others);
}

/** Of a figure that takes every class alike. */
export function loneOfAny(cases: Cases): Lone {
  for (const place of cases.classes.keys()) {
    const lone = loneOf(cases, [place]);
    if (lone !== undefined) return lone;
  }
  return undefined;
}

/** Of a figure of all images. Where none is somebody's, figures tell themselves what one image cannot. */
export const loneOfAll = ({ patients }: Cases): Lone =>
  patients !== null && new Set(patients).size === 1 ? reasonOf("the part", "patient") : undefined;

function loneOf(cases: Cases, places: readonly number[]): Lone {
  if (unitsIn(cases, places) !== 1) return undefined;
  const names = places.map((place) => cases.classes[place]);
  return reasonOf(names.join(" and "), cases.patients === null ? "image" : "patient", names.length > 1);
}

const reasonOf = (name: string, unit: string, areSeveral = false): string =>
  `${name} ${areSeveral ? "have" : "has"} one ${unit}: nothing tells how far another would differ`;

/** Patients, or images that are nobody's. */
function unitsIn({ truths, patients }: Cases, places: readonly number[]): number {
  const images = truths.flatMap((truth, i) => (places.includes(truth) ? [i] : []));
  return new Set(images.map((i) => patients?.[i] ?? i)).size;
}

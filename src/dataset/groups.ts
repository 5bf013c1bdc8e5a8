/**
 * Images that must stay on one side of a split: those of one patient, those with the same bytes, and whatever hangs together by
 * them (two patients who share a file are one group).
 */
import { groupBy } from "../util/group.ts";
import type { HashedImage } from "./image.ts";

/** Connected components, each as places in the list, in order; every image is in exactly one. */
export function groupsOf(images: readonly HashedImage[]): number[][] {
  const parent = images.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    parent[i] = at; // a shortcut for the next who asks
    return at;
  };
  const join = (places: readonly number[]) => {
    for (const place of places) parent[root(place)] = root(places[0]!);
  };
  const places = images.map((_, i) => i);
  for (const same of groupBy(places, (i) => images[i]!.sha256).values()) join(same);
  const known = places.filter((i) => images[i]!.patient !== null);
  for (const same of groupBy(known, (i) => images[i]!.patient).values()) join(same);
  return [...groupBy(places, root).values()];
}

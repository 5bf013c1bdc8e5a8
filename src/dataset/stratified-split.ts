/**
 * The stratified split: seeded, by the original classes (in a binary task, too), never breaking a group (patient, exact duplicates).
 *
 * Greedy: groups in random order, larger ones first, each to the part where it brings the counts nearest to their targets, measured
 * as chi-squared: sum over classes of (count - target)^2 / target. It depends on names and contents, not on the order on disk.
 */
import { compareBytes } from "../util/bytes.ts";
import { shuffled, stream } from "../util/random.ts";
import { groupsOf } from "./groups.ts";
import type { HashedImage } from "./image.ts";
import { type Fractions, PARTS, type Part } from "./split.ts";

/** A part per image. fractions: of images, as near as whole groups allow, in every class. */
export const stratifiedSplit = (images: readonly HashedImage[], fractions: Fractions, seed: number): Part[] =>
  stratifiedPlaces(images, fractions, seed).map((place) => PARTS[place]!);

/** The same into any number of parts: the place of its fraction for each image. */
export function stratifiedPlaces(images: readonly HashedImage[], fractions: readonly number[], seed: number): number[] {
  const order = images.map((_, i) => i).sort((a, b) => compareBytes(images[a]!.path, images[b]!.path));
  const sorted = order.map((i) => images[i]!);
  const chosen = assign(sorted, fractions, seed);
  const places = new Array<number>(images.length);
  order.forEach((place, i) => {
    places[place] = chosen[i]!;
  });
  return places;
}

/** The images come in a settled order. */
function assign(images: readonly HashedImage[], fractions: readonly number[], seed: number): number[] {
  const classes = [...new Set(images.map(({ label }) => label))];
  const countsOf = (group: readonly number[]) =>
    classes.map((name) => group.filter((i) => images[i]!.label === name).length);
  const totals = countsOf(images.map((_, i) => i));
  const parts = fractions.map((fraction) => ({
    targets: totals.map((total) => total * fraction),
    counts: totals.map(() => 0),
  }));
  const chosen = new Array<number>(images.length);
  const groups = shuffled(groupsOf(images), stream(seed, "split")).sort((a, b) => b.length - a.length);
  for (const group of groups) {
    const added = countsOf(group);
    const costs = parts.map((part) => costOf(added, part));
    const best = costs.indexOf(Math.min(...costs));
    added.forEach((count, k) => {
      parts[best]!.counts[k]! += count;
    });
    for (const i of group) chosen[i] = best;
  }
  return chosen;
}

/** How much a part's distance from its targets grows: ((c + a - t)^2 - (c - t)^2) / t = a (2 (c - t) + a) / t, over the classes. */
function costOf(
  added: readonly number[],
  { targets, counts }: { targets: readonly number[]; counts: readonly number[] },
): number {
  return added.reduce((cost, a, k) => {
    if (a === 0) return cost;
    const target = targets[k]!;
    return target === 0 ? Number.POSITIVE_INFINITY : cost + (a * (2 * (counts[k]! - target) + a)) / target;
  }, 0);
}

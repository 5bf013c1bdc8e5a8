/** What to do where a part of a split lacks a class: fractions that leave none without, tried on the images themselves; or how many more it needs. */
import { groupsOf } from "./groups.ts";
import type { HashedImage } from "./image.ts";
import { type Fractions, PARTS } from "./split.ts";

/** From the usual towards equal parts, which small classes need. */
const CANDIDATES: readonly Fractions[] = [
  [0.7, 0.15, 0.15],
  [0.6, 0.2, 0.2],
  [0.5, 0.25, 0.25],
  [0.4, 0.3, 0.3],
  [0.34, 0.33, 0.33],
];

/** labels: of the images, as the task names them. isWhole: whether fractions give every part every class. */
export function wayToSplit(
  images: readonly HashedImage[],
  labels: readonly string[],
  isWhole: (fractions: Fractions) => boolean,
): string {
  const working = CANDIDATES.find(isWhole);
  if (working !== undefined) return `give --split ${working.join(",")}, which gives every part every class`;
  const unit = images.some(({ patient }) => patient !== null) ? "patients" : "images";
  const few = scarce(images, labels).map(([label, count]) => `${label} has ${count}`);
  if (few.length === 0) return `add images${unit === "patients" ? " of more patients" : ""} to the class`;
  return `add ${unit}: every class needs ${PARTS.length}, one for each part, and ${few.join(", ")}`;
}

/** Labels of fewer patients (or images, by their bytes) than there are parts, with how many they have. */
function scarce(images: readonly HashedImage[], labels: readonly string[]): [string, number][] {
  const groups = groupsOf(images).map((group) => new Set(group.map((i) => labels[i]!)));
  return [...new Set(labels)]
    .map((label): [string, number] => [label, groups.filter((group) => group.has(label)).length])
    .filter(([, count]) => count < PARTS.length);
}

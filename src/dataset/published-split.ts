/**
 * The published split of the study: by the order of names within each class, knowing no patients. Training is [0, r(0.7 n)),
 * validation [r(0.7 n), r(0.85 n)), test the rest; r rounds half to even. In a binary task the class has one list and all others,
 * one class after the other, have one together.
 */
import { compareBytes } from "../util/bytes.ts";
import type { LabelledImage } from "./image.ts";
import type { Part } from "./split.ts";
import type { Task } from "./task.ts";

/** A part per image. classes: in the order of the recipe (classesOf). */
export function publishedSplit(images: readonly LabelledImage[], task: Task, classes: readonly string[]): Part[] {
  const parts = new Array<Part>(images.length);
  for (const list of listsOf(task, classes)) {
    const places = list.flatMap((name) => placesOf(name, images));
    const trainEnd = roundHalfEven(0.7 * places.length);
    const validationEnd = roundHalfEven(0.85 * places.length);
    places.forEach((place, i) => {
      parts[place] = i < trainEnd ? "train" : i < validationEnd ? "validation" : "test";
    });
  }
  return parts;
}

/** The lists that are cut, each as the classes in it. */
function listsOf(task: Task, classes: readonly string[]): string[][] {
  if (task.kind === "multi") return classes.map((name) => [name]);
  return [[task.positive], classes.filter((name) => name !== task.positive)];
}

function placesOf(name: string, images: readonly LabelledImage[]): number[] {
  const places = images.map((_, i) => i).filter((i) => images[i]!.label === name);
  return places.sort((a, b) => compareBytes(images[a]!.path, images[b]!.path));
}

/** As NumPy's around: 0.5 -> 0, 1.5 -> 2, 2.5 -> 2. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

/** How many images a run has: by part, and by what the model tells apart. */
import { countByLabel, countWithoutPatient, PARTS, type Part } from "../dataset/index.ts";
import type { RunEvent } from "./events.ts";
import type { Material } from "./material.ts";

export function dataEvent({ labelling, images }: Pick<Material, "labelling" | "images">): RunEvent {
  const names = images.map(({ image }) => labelling.names[labelling.placeOf(image.label)]!);
  const parts = images.map(({ part }) => part);
  const counts = PARTS.map((part) => [part, Object.fromEntries(countByLabel(names, parts, part))] as const);
  return {
    type: "data",
    counts: Object.fromEntries(counts) as Record<Part, Record<string, number>>, // every part, once
    withoutPatient: countWithoutPatient(images.map(({ image }) => image)),
  };
}

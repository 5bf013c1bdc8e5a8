/**
 * Proportions in tables of many, where resamples would take too long: Wilson's interval; where patients have several images, with as
 * many cases as there are patients among them, which is right however alike a patient's images are.
 */
import { type Figure, proportion } from "../../statistics/index.ts";
import type { Cases } from "./cases.ts";

/** The part of hits among those asked, by image. */
export function rate(
  { patients }: Pick<Cases, "patients">,
  hits: readonly boolean[],
  asked: readonly boolean[],
  reason: string,
): Figure {
  const [n, count] = [counted(asked), counted(asked.map((flag, i) => flag && hits[i]!))];
  const byImage = proportion(count, n, reason);
  if (patients === null || n === 0) return byImage;
  const people = new Set(patients.filter((_, i) => asked[i])).size;
  const figure = proportion((count / n) * people, people, reason);
  return { ...figure, estimate: byImage.estimate, method: rateMethod({ patients }) } as Figure; // both are measured
}

export const rateMethod = ({ patients }: Pick<Cases, "patients">): string =>
  patients === null ? "Wilson score interval" : "Wilson score interval with n the patients";

const counted = (flags: readonly boolean[]): number => flags.reduce((sum, flag) => sum + Number(flag), 0);
